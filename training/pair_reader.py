"""The network: a BERT encoder over a sentence, and a head that answers for every two nodes."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from pipeline.analysis.model.model_input import InputFormat
from pipeline.analysis.model.sentence_input import OUTSIDE, Kind
from pipeline.analysis.model.stance_model import LABELS

DROPOUT = 0.1
NODE, QUERY, CONTEXT, PAIR = 192, 64, 128, 256  # widths
KIND, QUOTED, DISTANCE, SPEAKS = 32, 8, 32, 16  # widths of embeddings
FAR_BELOW = -1e4  # the score of padding, before the softmax
SHARED = 6  # lowest layers, by which sentences and questions are read alike
# What the marks around a question's names mean before anything is learnt.
MARKER_MEANINGS = {
    "target_open": "target",
    "target_close": "target",
    "holder_open": "author",
    "holder_close": "author",
}


class RowDropout(nn.Module):
    """Dropout whose mask is drawn once a row and shared by its tokens.

    Drawing one number a token and feature took 40% of a training step on the processor.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, states: Tensor) -> Tensor:
        if not self.training or self.share == 0.0:
            return states
        shape = (states.shape[0], *[1] * (states.dim() - 2), states.shape[-1])
        return states * (torch.rand(shape) >= self.share).to(states.dtype).div_(1 - self.share)


class PairHead(nn.Module):
    """Says of every two nodes how the first stands to the second: the logits of LABELS.

    A node is its first and last token's state, the mean of all, and embeddings of what it is; it is
    seen as holder and as target. A pair is both, their product, embeddings of how they stand in
    the sentence, and what the words say that the two of them attend to.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.kind = nn.Embedding(len(Kind), KIND)
        self.quoted = nn.Embedding(2, QUOTED)
        self.distance = nn.Embedding(OUTSIDE + 1, DISTANCE)
        self.speaks = nn.Embedding(2, SPEAKS)
        node = 3 * width + KIND + QUOTED
        self.holder = nn.Sequential(nn.Linear(node, NODE), nn.GELU(), RowDropout(DROPOUT))
        self.target = nn.Sequential(nn.Linear(node, NODE), nn.GELU(), RowDropout(DROPOUT))
        self.holder_query = nn.Linear(NODE, QUERY)
        self.target_query = nn.Linear(NODE, QUERY)
        self.key = nn.Linear(width, QUERY)
        self.value = nn.Linear(width, CONTEXT)
        self.of_holder = nn.Linear(NODE, PAIR)
        self.of_target = nn.Linear(NODE, PAIR)
        self.of_both = nn.Linear(NODE, PAIR)
        self.of_context = nn.Linear(CONTEXT, PAIR)
        self.of_setting = nn.Linear(DISTANCE + SPEAKS, PAIR)
        self.answer = nn.Sequential(nn.GELU(), nn.Linear(PAIR, len(LABELS)))

    def forward(self, states: Tensor, mask: Tensor | None, told: Mapping[str, Tensor]) -> Tensor:
        spans = span_states(states, told["first"], told["last"])
        kinds, quoted = self.kind(told["kind"]), self.quoted(told["quoted"])
        nodes = torch.cat([spans, kinds, quoted], dim=-1)
        holder, target = self.holder(nodes), self.target(nodes)
        distance, speaks = self.distance(told["distance"]), self.speaks(told["speaks"])
        setting = torch.cat([distance, speaks], dim=-1)
        pairs = (
            self.of_holder(holder).unsqueeze(2)
            + self.of_target(target).unsqueeze(1)
            + self.of_both(holder.unsqueeze(2) * target.unsqueeze(1))
            + self.of_context(self.context(states, mask, holder, target))
            + self.of_setting(setting)
        )
        logits: Tensor = self.answer(pairs)
        return logits

    def context(
        self, states: Tensor, mask: Tensor | None, holder: Tensor, target: Tensor
    ) -> Tensor:
        """What the words say that a pair attends to, by its holder's query plus its target's."""
        rows, nodes = holder.shape[:2]
        keys = self.key(states).transpose(1, 2)
        by_holder = self.holder_query(holder) @ keys
        by_target = self.target_query(target) @ keys
        scores = (by_holder.unsqueeze(2) + by_target.unsqueeze(1)) / QUERY**0.5
        if mask is not None:
            scores = scores.masked_fill(mask[:, None, None, :] == 0, FAR_BELOW)
        shares = scores.softmax(-1).reshape(rows, nodes * nodes, -1)
        found: Tensor = shares @ self.value(states)
        return found.reshape(rows, nodes, nodes, -1)


def span_states(states: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """The states of each node's first and last token, and the mean from one to the other."""
    width = states.shape[-1]
    places = torch.arange(states.shape[1])
    inside = (places >= first.unsqueeze(-1)) & (places <= last.unsqueeze(-1))
    mean = (inside.to(states.dtype) @ states) / (last - first + 1).unsqueeze(-1).to(states.dtype)
    ends = (
        torch.gather(states, 1, place.unsqueeze(-1).expand(-1, -1, width))
        for place in (first, last)
    )
    return torch.cat([*ends, mean], dim=-1)


class PairReader(nn.Module):
    """Encoder and head; takes a batch's inputs by name, and leaves aside what is wanted of it.

    Without a mask all texts are of one length.
    """

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = PairHead(encoder.config.hidden_size)

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor | None, **told: Tensor) -> Tensor:
        return self.upper(self.lower(ids, segments, mask), mask, told)

    def lower(self, ids: Tensor, segments: Tensor, mask: Tensor | None) -> Tensor:
        """The states after the SHARED lowest layers."""
        states = self.encoder.embeddings(input_ids=ids, token_type_ids=segments)
        return through(self.encoder.encoder.layer[:SHARED], states, mask)

    def upper(self, states: Tensor, mask: Tensor | None, told: Mapping[str, Tensor]) -> Tensor:
        """The logits by those states."""
        states = through(self.encoder.encoder.layer[SHARED:], states, mask)
        logits: Tensor = self.head(states, mask, told)
        return logits


class QuestionReader(nn.Module):
    """Answers questions by the lower layers of a reader of sentences, and upper ones of its own.

    What it shares stays as it is, and is not among its weights: questions take nothing from
    sentences.
    """

    def __init__(self, reader: PairReader, upper: Iterable[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in upper)
        self.head = copy.deepcopy(reader.head)
        reader.eval()  # no dropout in what does not learn
        self.lower = reader.lower  # a method, so that the reader is no part of this module

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor | None, **told: Tensor) -> Tensor:
        with torch.no_grad():
            states = self.lower(ids, segments, mask)
        return self.upper(states, mask, told)

    def upper(self, states: Tensor, mask: Tensor | None, told: Mapping[str, Tensor]) -> Tensor:
        """The logits by the states of the shared layers."""
        logits: Tensor = self.head(through(self.layers, states, mask), mask, told)
        return logits


def through(layers: Iterable[nn.Module], states: Tensor, mask: Tensor | None) -> Tensor:
    """The states behind some layers of the encoder."""
    barred = None if mask is None else (1.0 - mask[:, None, None, :].to(states.dtype)) * FAR_BELOW
    for layer in layers:
        states = layer(states, barred)
    return states


def untrained(folder: Path, layout: InputFormat) -> PairReader:
    """A new head on the encoder of `float_encoder.py`, its marks at the sense of a word."""
    reader = PairReader(encoder_in(folder, layers=None))
    table = reader.encoder.embeddings.word_embeddings.weight
    with torch.no_grad():
        for role, word in MARKER_MEANINGS.items():
            table[getattr(layout, role)] = table[layout.tokens.ids[word]]
    return reader


def trained(weights: Path, folder: Path) -> PairReader:
    """The model whose weights a pass has written, with as many layers as they have."""
    state = torch.load(weights)
    prefix = "encoder.encoder.layer."
    layers = {key.removeprefix(prefix).split(".")[0] for key in state if key.startswith(prefix)}
    reader = PairReader(encoder_in(folder, len(layers)))
    reader.load_state_dict(state)
    return reader


def trained_questions(weights: Path, reader: PairReader) -> QuestionReader:
    """The reader of questions whose weights a pass has written, on the reader it came from."""
    state = torch.load(weights)
    layers = len({key.split(".")[1] for key in state if key.startswith("layers.")})
    questions = QuestionReader(reader, [reader.encoder.encoder.layer[0]] * layers)
    questions.load_state_dict(state)
    return questions


def encoder_in(folder: Path, layers: int | None) -> BertModel:
    """The encoder of `float_encoder.py`, or its lowest layers, with our dropout."""
    fewer = {} if layers is None else {"num_hidden_layers": layers}
    encoder: BertModel = BertModel.from_pretrained(
        folder,
        attn_implementation="eager",
        add_pooling_layer=False,
        dtype=torch.float32,
        attention_probs_dropout_prob=0.0,
        **fewer,
    )
    with_row_dropout(encoder)
    return encoder


def drop_layers(model: PairReader, dropped: Collection[int]) -> None:
    """Leaves layers of the encoder out, counted from 0: what is left learns to do without.

    Sajjad et al., "On the effect of dropping layers of pre-trained transformer models" (2023).
    """
    stack = model.encoder.encoder
    stack.layer = nn.ModuleList(x for i, x in enumerate(stack.layer) if i not in dropped)
    model.encoder.config.num_hidden_layers = len(stack.layer)


def with_row_dropout(module: nn.Module) -> None:
    """Replaces every dropout inside the module that is not switched off."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout) and child.p > 0:
            setattr(module, name, RowDropout(DROPOUT))
        else:
            with_row_dropout(child)
