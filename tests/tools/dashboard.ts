// Grafana's own types for what stands in a dashboard's JSON; test_monitoring.py adds its values.
import type { Dashboard } from "@grafana/schema";
import type * as stat from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type * as timeline from "@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen";
import type * as timeseries from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";

// An enumeration of strings is its values in JSON.
type Plain<T> = T extends string
  ? `${T}`
  : T extends (infer U)[]
    ? Plain<U>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;

type Options = {
  stat: stat.Options;
  "state-timeline": timeline.Options;
  timeseries: timeseries.Options;
};
type Custom = {
  stat: Record<string, never>;
  "state-timeline": timeline.FieldConfig;
  timeseries: timeseries.FieldConfig;
};
