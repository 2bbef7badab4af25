"""The recipe: what training sees is what running will see, and an exported engine reads as the trained one does."""

import pytest

TORCH = "torch, onnx, onnxruntime and tokenizers are needed (training/requirements.txt)"
torch = pytest.importorskip("torch", reason=TORCH)
pytest.importorskip("onnx", reason=TORCH)
pytest.importorskip("onnxruntime", reason=TORCH)
tokenizers = pytest.importorskip("tokenizers", reason=TORCH)

import copy  # noqa: E402
import random  # noqa: E402
import string  # noqa: E402

import numpy as np  # noqa: E402
import onnx  # noqa: E402

from asof.annotate import sentences, tokens  # noqa: E402
from asof.annotate.engine.engine import opened  # noqa: E402
from asof.annotate.engine.session import GRAPH  # noqa: E402
from asof.annotate.engine.windows import LONGEST, windows  # noqa: E402
from asof.records import Document  # noqa: E402
from training.engine import model, vectors  # noqa: E402
from training.engine.average import averaged  # noqa: E402
from training.engine.batches import Encoded, batches  # noqa: E402
from training.engine.export import Way, export  # noqa: E402
from training.engine.graph import runner  # noqa: E402
from training.engine.losses import distil, loss, pointing, sentences_of  # noqa: E402
from training.engine.pieces import IGNORED, Piece  # noqa: E402
from training.engine.pieces import windows as cut  # noqa: E402
from training.engine.train import FROZEN, keep, take_up  # noqa: E402

TEXTS = (
    "Police in Norvik said 12 miners were freed on Tuesday, the Norvik Courier reported. Nobody was hurt.",
    "Toorn left Paris.",
    " ".join(f"Report {n} of the harbour says that {n + 3} people were held in Norvik." for n in range(14)),
    "12\u200b",
)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory):
    """A tokenizer of letters, as a file."""
    letters = string.ascii_lowercase + string.digits + string.punctuation
    marks = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102}
    vocabulary = marks | {c: 1 + n for n, c in enumerate(letters)} | {f"##{c}": 110 + n for n, c in enumerate(letters)}
    made = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106 - no secret
    made.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    made.save(str(path))
    return path


@pytest.fixture(scope="module")
def engine():
    """An engine of two layers and a small vocabulary, its weights drawn by chance."""
    before = model.LAYERS, model.VOCABULARY
    model.LAYERS, model.VOCABULARY = 2, 300
    torch.manual_seed(3)
    made = model.Engine().eval()
    model.LAYERS, model.VOCABULARY = before
    return made


@pytest.fixture(scope="module", params=["fp32", "dynamic"])
def folder(request, engine, tokenizer, tmp_path_factory):
    """Its export."""
    made = tmp_path_factory.mktemp(request.param)
    export(engine, made, tokenizer, Way(kind=request.param, version="t"))
    return made


def analysed(made, texts):
    """Each text's analysis, in the order given."""
    found = []
    for text in texts:
        document = Document(document="d", text=text, sha256="")
        own = tokens.find(document)
        found.append(made.analyse(document, own, sentences.find(document, own), ()))
    return found


def raw(made, text):
    """Every score of a text."""
    document = Document(document="d", text=text, sha256="")
    own = tokens.find(document)
    bounds = [(s.first, s.last) for s in sentences.find(document, own)]
    scores = [made.runner(w) for w in windows([t.text for t in own], bounds, made.tokenizer)]
    return [a.tobytes() for s in scores for a in (s.tags, s.dep_of, s.dep_to, s.vectors, *s.pointers.values())]


def test_a_document_reads_the_same_alone_and_in_any_company(folder):
    """Scores are the same to the last bit alone, after others, and in another order."""
    one, other = opened(folder), opened(folder)
    alone = [raw(opened(folder), text) for text in TEXTS]
    assert [raw(one, text) for text in TEXTS] == alone
    assert [raw(other, text) for text in TEXTS[::-1]] == alone[::-1]
    assert analysed(one, TEXTS) == analysed(other, TEXTS[::-1])[::-1]


def test_a_document_reads_the_same_on_one_thread_and_on_two(folder):
    """Scores are the same to the last bit whatever the number of threads."""
    assert [raw(opened(folder, 1), t) for t in TEXTS] == [raw(opened(folder, 2), t) for t in TEXTS]


def test_the_export_scores_as_the_trained_engine_does(folder, engine):
    """fp32 agrees closely; int8 nearly; in windows of every length."""
    made = opened(folder)
    exact = '"kind": "fp32"' in (folder / "engine.json").read_text("utf-8")
    for text in TEXTS:
        words = text.split()[:120]
        for window in windows(words, [(0, len(words))], made.tokenizer):
            ours, theirs = made.runner(window), runner(engine)(window)
            pairs = [(ours.tags, theirs.tags), (ours.dep_of, theirs.dep_of), (ours.vectors, theirs.vectors)]
            pairs += [(ours.pointers[p], theirs.pointers[p]) for p in ours.pointers]
            for a, b in pairs:
                assert np.abs(a - b).max() < (1e-3 if exact else 0.15 * np.abs(b).max())


def piece(sizes, layer="head"):
    """A piece of sentences of these lengths, each word's head the first of its sentence."""
    heads, sentence_of = [], []
    for number, size in enumerate(sizes):
        heads += [len(heads)] * size
        sentence_of += [number] * size
    words = [f"w{n}" for n in range(len(heads))]
    return Piece("c", "d", words, sentence_of, {layer: heads, "upos": [1] * len(heads), "dep": [2] * len(heads)})


def plain(tokenizer):
    """The tokenizer, open."""
    return tokenizers.Tokenizer.from_file(str(tokenizer))


def test_training_and_running_cut_the_same_windows(tokenizer):
    """A piece is cut where a document would be, and each window is encoded as the engine will see it."""
    whole, opener = piece([30, 50, 90, 10, 100]), plain(tokenizer)
    running = list(windows(whole.words, list(whole.sentences()), opener))
    training = [Encoded(p, opener, None) for p in cut(whole, opener)]
    assert [(e.ids, e.shapes, e.first) for e in training] == [(w.ids, w.shapes, w.starts) for w in running]
    assert all(len(w.ids) <= LONGEST for w in running)


def test_a_pointer_that_leaves_its_window_is_not_taught(tokenizer):
    """In a sentence that is cut, words of its later part have no head to learn; the others keep theirs."""
    first, second, *_ = cut(piece([200]), plain(tokenizer))
    assert set(first.layers["head"]) == {0}
    assert set(second.layers["head"]) == {IGNORED}


def test_no_loss_comes_from_what_is_masked(engine, tokenizer):
    """Windows of different lengths side by side: each gold head can be pointed to, and the loss stays ordinary."""
    pieces = [p for sizes in ([3], [40, 2], [200]) for p in cut(piece(sizes), plain(tokenizer))]
    (batch,) = batches(pieces, plain(tokenizer), 10_000, None)
    words = engine.words(batch)
    scores = pointing(engine, "head", words, batch)
    gold = batch.layers["head"]
    asked = gold != IGNORED
    assert (scores.gather(2, gold.clamp(min=0)[..., None])[..., 0][asked] > -1e3).all()
    assert all(0 < value.item() < 100 for value in loss(engine, batch, words).values())


def test_sentences_of_a_batch_end_where_their_words_end(tokenizer):
    """The subwords of each sentence are those of its words, the last word's all among them, without the marks."""
    pieces = [p for sizes in ([4], [5, 3, 2]) for p in cut(piece(sizes), plain(tokenizer))]
    (batch,) = batches(pieces, plain(tokenizer), 10_000, None)
    found = [[(len(ids), places.tolist()) for ids, places in sentences_of(batch, row)] for row in range(2)]
    assert found == [[(8, [0, 1, 2, 3])], [(10, [0, 1, 2, 3, 4]), (6, [5, 6, 7])]]


def test_the_sentence_vector_starts_as_the_teachers(tokenizer):
    """Before training a window of one sentence has nearly the base encoder's own vector."""
    before = model.LAYERS, model.VOCABULARY
    model.LAYERS, model.VOCABULARY = 2, 300
    torch.manual_seed(3)
    made = model.Engine().eval()
    model.LAYERS, model.VOCABULARY = before
    (batch,) = batches(list(cut(piece([30]), plain(tokenizer))), plain(tokenizer), 10_000, None)
    torch.nn.init.zeros_(made.encoder.shapes.weight)
    assert distil(made, made.encoder, batch, made.words(batch)).item() < 1.0


def test_the_same_seed_gives_the_same_batches(tokenizer):
    """Order and augmentation come from the seed alone."""
    pieces = [p for n in range(5) for p in cut(piece([10 + n]), plain(tokenizer))]

    def made(seed):
        return [b.ids.tolist() for b in batches(pieces, plain(tokenizer), 60, random.Random(seed))]  # noqa: S311 - to shuffle

    assert made(1) == made(1)
    assert made(1) != made(2)


def test_what_is_kept_begins_the_next_run(engine, tmp_path):
    """Weights that were kept come back to half precision; the subwords' embeddings stay the base model's."""
    path = tmp_path / "start.safetensors"
    keep(engine, path)
    other = copy.deepcopy(engine)
    with torch.no_grad():
        for weight in other.parameters():
            weight.add_(1.0)
    take_up(other, path)
    for (name, mine), (_, theirs) in zip(engine.named_parameters(), other.named_parameters(), strict=True):
        wanted = mine + 1.0 if name == FROZEN else mine
        assert torch.allclose(theirs, wanted, atol=2e-3), name


def test_the_mean_of_two_runs_lies_halfway(engine):
    """Every weight is the mean of both ends; an engine with itself stays as it was."""
    first, last = copy.deepcopy(engine), copy.deepcopy(engine)
    with torch.no_grad():
        for weight in last.parameters():
            weight.add_(1.0)
    made = averaged(first, copy.deepcopy(last))
    for (name, mine), (_, mean) in zip(engine.named_parameters(), made.named_parameters(), strict=True):
        assert torch.allclose(mean, mine + 0.5, atol=1e-5), name
    same = averaged(last, copy.deepcopy(last))
    assert all(torch.equal(a, b) for a, b in zip(last.parameters(), same.parameters(), strict=True))


def test_rows_of_the_embeddings_keep_their_own_scale(engine, tokenizer, tmp_path):
    """A row a hundred times as long as the others takes nothing of their precision."""
    uneven = copy.deepcopy(engine)
    with torch.no_grad():
        uneven.encoder.words.weight[7] *= 100.0
    export(uneven, tmp_path, tokenizer, Way())
    tables = {i.name: onnx.numpy_helper.to_array(i) for i in onnx.load(tmp_path / GRAPH).graph.initializer}
    back = tables["rows"] * tables["rows.scales"]
    full = uneven.encoder.words.weight.detach().numpy()
    longest = np.abs(full).max(axis=1, keepdims=True)
    assert (np.abs(back - full) <= longest / 127 / 2 + 1e-6).all()


def test_sentence_layer_is_solved_for():
    """The ridge finds the map that the data were made with."""
    torch.manual_seed(5)
    ours, wanted, bias = torch.randn(400, 6), torch.randn(6, 6), torch.randn(6)
    weight, moved = vectors.solved(ours, ours @ wanted.T + bias)
    assert torch.allclose(weight, wanted, atol=0.02)
    assert torch.allclose(moved, bias, atol=0.02)
