"""Trains the encoder's upper layers on labelled sentences: the one place where a network is trained (torch).

The lower layers stay as they are and are shared with the encoder for search, so that a sentence goes through them
once. The upper ones learn to tell the heads' truths apart, all heads at once (multi-task learning; Caruana 1997).
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from reportminer.classify.fitting import Material
from reportminer.classify.heads import TUNED_SCALE, Layout, TunedHeads
from reportminer.embed.onnx import OnnxEncoder
from reportminer.embed.quantise import N_HEADS, SHARED_LAYERS, read_weights
from reportminer.errors import Missing

_MAX_TOKENS: Final = 96
"""Longer sentences teach with their beginning; they are tagged whole."""
_THEMES, _OTHERS = 0.3, 0.5
"""Weight of the losses of the themes' heads, of recommendation and of polarity, beside the patterns'."""
_WARM_UP: Final = 0.06
_REPORT_EVERY: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TuningPlan:
    """How long and how fast the layers learn."""

    epochs: int = 14
    """Times that every sentence is seen. Average precision of the tuned layers alone, on labels kept back and on
    the development test set: 0.18 and 0.09 after 3, 0.47 and 0.25 after 8, 0.50 and 0.29 after 14 with dropout
    0.15."""
    batch: int = 48
    """Sentences a step."""
    rate: float = 3e-4
    """Highest learning rate of the layers; that of the heads is ten times as high."""
    dropout: float = 0.15
    """Share of values left out at random."""
    seed: int = 1
    """Of order and dropout."""
    threads: int = 2
    """Threads of torch: another number gives other last digits."""


def train_top(
    material: Material,
    rows: npt.NDArray[np.int64],
    weights: npt.NDArray[np.float64],
    encoder: OnnxEncoder,
    *,
    plan: TuningPlan,
    on_progress: Callable[[str], None] = lambda _: None,
) -> tuple[bytes, TunedHeads]:
    """Return the trained upper layers as an ONNX graph, and the heads on their vectors.

    Args:
        material: all sentences.
        rows: of the sentences that teach.
        weights: one a row of `rows`: how much each counts.
        encoder: its lower layers are the ground.
        plan: how to learn.
        on_progress: called with a line for people now and then.

    Raises:
        Missing: torch or the weights to start from are not installed.
    """
    try:
        import torch
    except ImportError as error:
        raise Missing("torch is not installed", remedy="pip install 'reportminer[model]'") from error
    from reportminer.embed.graph import build_top

    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    states = encoder.share_states([material.texts[row] for row in rows], max_tokens=_MAX_TOKENS)
    start = read_weights()
    net = _make_net(torch, start, n_heads=material.layout.n_heads, dropout=plan.dropout)
    _learn(torch, net, states, _Targets(material, rows, weights), plan, on_progress)
    learned = {name: array for name, array in _export(net).items() if name.startswith("encoder.layer.")}
    heads = TunedHeads(
        weights=np.ascontiguousarray(net.heads.weight.detach().numpy().T.astype(np.float32)),
        bias=net.heads.bias.detach().numpy().astype(np.float32),
    )
    return build_top(learned, n_heads=N_HEADS).SerializeToString(deterministic=True), heads


class _Targets:
    """What the heads should say of each sentence that teaches, and what of it is known."""

    def __init__(self, material: Material, rows: npt.NDArray[np.int64], weights: npt.NDArray[np.float64]) -> None:
        self.layout = material.layout
        self.truth = material.truth[rows].astype(np.float32)
        self.known = material.known[rows].astype(np.float32)
        self.weights = weights.astype(np.float32)


def _learn(  # noqa: PLR0917 - torch is handed on, so that importing this module does not import it
    torch: Any,
    net: Any,
    states: Sequence[npt.NDArray[np.float16]],
    targets: _Targets,
    plan: TuningPlan,
    on_progress: Callable[[str], None],
) -> None:
    order = random.Random(plan.seed)
    n_steps = plan.epochs * -(-len(states) // plan.batch)
    groups = [
        {"params": net.layers.parameters(), "lr": plan.rate},
        {"params": net.heads.parameters(), "lr": 10 * plan.rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate_at(step, n_steps))
    net.train()
    step, total = 0, 0.0
    for epoch in range(plan.epochs):
        for batch in _batches([len(state) for state in states], plan.batch, order):
            scores = net(*_pad(torch, [states[at] for at in batch]))
            loss = _loss(torch, scores, targets, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step, total = step + 1, total + float(loss.detach())
            if step % _REPORT_EVERY == 0:
                mean = total / _REPORT_EVERY
                on_progress(
                    f"fine-tuning: round {epoch + 1} of {plan.epochs}, step {step} of {n_steps}, loss {mean:.2f}"
                )
                total = 0.0
    net.eval()


def _rate_at(step: int, n_steps: int) -> float:
    """Return the learning rate as a share of the highest: up in the first steps, then down to 0 in a line."""
    return min(1.0, (step + 1) / (_WARM_UP * n_steps)) * max(0.0, 1 - step / n_steps)


def _batches(lengths: Sequence[int], size: int, order: random.Random) -> Iterator[list[int]]:
    """Yield shuffled batches of sentences of like length, so that little is padded."""
    places = list(range(len(lengths)))
    order.shuffle(places)
    pool = 50 * size
    sorted_pools = [
        sorted(places[at : at + pool], key=lambda place: lengths[place]) for at in range(0, len(places), pool)
    ]
    flat = [place for pool_places in sorted_pools for place in pool_places]
    batches = [flat[at : at + size] for at in range(0, len(flat), size)]
    order.shuffle(batches)
    yield from batches


def _pad(torch: Any, states: Sequence[npt.NDArray[np.float16]]) -> tuple[Any, Any]:
    longest = max(len(state) for state in states)
    padded = np.zeros((len(states), longest, states[0].shape[1]), np.float32)
    mask = np.zeros((len(states), longest), np.float32)
    for at, state in enumerate(states):
        padded[at, : len(state)] = state
        mask[at, : len(state)] = 1.0
    return torch.from_numpy(padded), torch.from_numpy(mask)


def _loss(torch: Any, scores: Any, targets: _Targets, batch: Sequence[int]) -> Any:
    layout: Layout = targets.layout
    truth, known = (torch.from_numpy(array[batch]) for array in (targets.truth, targets.known))
    weights = torch.from_numpy(targets.weights[batch])
    flat = torch.nn.functional.binary_cross_entropy_with_logits(scores, truth, reduction="none") * known
    themes = slice(layout.n_patterns, layout.recommendation)
    loss = flat[:, : layout.n_patterns].sum(1) + _THEMES * flat[:, themes].sum(1)
    loss = loss + _OTHERS * flat[:, layout.recommendation]
    sides = layout.polarities
    side = torch.nn.functional.cross_entropy(scores[:, sides], truth[:, sides].argmax(1), reduction="none")
    loss = loss + _OTHERS * side * known[:, sides.start]
    return (loss * weights).sum() / weights.sum()


def _make_net(torch: Any, start: dict[str, npt.NDArray[np.float32]], *, n_heads: int, dropout: float) -> Any:
    """Return the upper layers with their published weights, mean pooling and fresh heads."""
    nn = torch.nn

    class Layer(nn.Module):  # type: ignore[misc, name-defined]
        """A layer of BERT (Devlin et al. 2019)."""

        def __init__(self, at: str) -> None:
            super().__init__()
            self.at = at
            for part, name in _PARTS.items():
                setattr(self, part, _linear(torch, start, f"{at}{name}"))
            self.norm_1 = _norm(torch, start, f"{at}attention.output.LayerNorm")
            self.norm_2 = _norm(torch, start, f"{at}output.LayerNorm")
            self.drop = nn.Dropout(dropout)

        def forward(self, states: Any, bias: Any) -> Any:
            n, t, dim = states.shape
            query, key, value = (
                part(states).view(n, t, N_HEADS, dim // N_HEADS).transpose(1, 2)
                for part in (self.query, self.key, self.value)
            )
            mixed = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
            mixed = self.drop(self.dense(mixed.transpose(1, 2).reshape(n, t, dim)))
            states = self.norm_1(mixed + states)
            inner = self.drop(self.outer(nn.functional.gelu(self.inner(states))))
            return self.norm_2(inner + states)

    class Net(nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            numbers = sorted({int(name.split(".")[2]) for name in start if name.startswith("encoder.layer.")})
            self.layers = nn.ModuleList(Layer(f"encoder.layer.{number}.") for number in numbers[SHARED_LAYERS:])
            self.drop = nn.Dropout(dropout)
            self.heads = nn.Linear(start["embeddings.LayerNorm.weight"].shape[0], n_heads)

        def forward(self, states: Any, mask: Any) -> Any:
            bias = (1.0 - mask)[:, None, None, :] * torch.finfo(torch.float32).min
            for layer in self.layers:
                states = layer(states, bias)
            mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            return self.heads(self.drop(TUNED_SCALE * nn.functional.normalize(mean)))

    return Net()


_PARTS: Final = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "dense": "attention.output.dense",
    "inner": "intermediate.dense",
    "outer": "output.dense",
}
"""Linear maps of a layer by their names in the published model."""


def _linear(torch: Any, start: dict[str, npt.NDArray[np.float32]], name: str) -> Any:
    weight, bias = start[f"{name}.weight"], start[f"{name}.bias"]
    linear = torch.nn.Linear(weight.shape[1], weight.shape[0])
    linear.load_state_dict({"weight": torch.from_numpy(weight.copy()), "bias": torch.from_numpy(bias.copy())})
    return linear


def _norm(torch: Any, start: dict[str, npt.NDArray[np.float32]], name: str) -> Any:
    weight, bias = start[f"{name}.weight"], start[f"{name}.bias"]
    norm = torch.nn.LayerNorm(len(weight), eps=1e-12)
    norm.load_state_dict({"weight": torch.from_numpy(weight.copy()), "bias": torch.from_numpy(bias.copy())})
    return norm


def _export(net: Any) -> dict[str, npt.NDArray[np.float32]]:
    """Return the layers' weights by their names in the published model."""
    names = {**_PARTS, "norm_1": "attention.output.LayerNorm", "norm_2": "output.LayerNorm"}
    return {
        f"{layer.at}{name}.{kind}": getattr(getattr(layer, part), kind).detach().numpy().astype(np.float32)
        for layer in net.layers
        for part, name in names.items()
        for kind in ("weight", "bias")
    }
