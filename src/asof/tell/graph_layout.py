"""The order within the columns of a graph (Sugiyama, Tagawa and Toda 1981): the same for the same graph, no chance."""

from collections.abc import Sequence

SWEEPS = 8
"""How often the order within layers is improved; more changes nothing in graphs of a few dozen nodes."""

WeightedEdge = tuple[str, str, int]


def ordered(columns: list[list[str]], edges: Sequence[WeightedEdge]) -> list[list[str]]:
    """Each column in the order, of those tried, that crosses the fewest edges.

    `edges` are (from, to, weight). Tried is the mean height of the neighbours, from the left and the right in turn.
    """
    best, fewest = columns, crossings(columns, edges)
    for sweep in range(SWEEPS):
        columns = _swept(columns, edges, rightwards=sweep % 2 == 0)
        count = crossings(columns, edges)
        if count < fewest:
            best, fewest = columns, count
    return best


def _swept(columns: list[list[str]], edges: Sequence[WeightedEdge], rightwards: bool) -> list[list[str]]:
    height = {n: (k + 0.5) / len(column) for column in columns for k, n in enumerate(column)}
    column_of = {n: k for k, column in enumerate(columns) for n in column}
    swept = list(columns)
    for k in range(len(columns)) if rightwards else range(len(columns) - 1, -1, -1):
        mean = {}
        for node in swept[k]:
            near = [
                (other, weight)
                for a, b, weight in edges
                for here, other in ((a, b), (b, a))
                if here == node and (column_of[other] < k) == rightwards and column_of[other] != k
            ]
            total = sum(w for _, w in near)
            mean[node] = sum(height[o] * w for o, w in near) / total if total else height[node]
        swept[k] = sorted(swept[k], key=lambda n: (round(mean[n], 9), n))
        height |= {n: (i + 0.5) / len(swept[k]) for i, n in enumerate(swept[k])}
    return swept


def crossings(columns: Sequence[Sequence[str]], edges: Sequence[WeightedEdge]) -> int:
    """How many pairs of edges cross, each drawn straight between its columns."""
    place = {n: (k, i / max(1, len(column))) for k, column in enumerate(columns) for i, n in enumerate(column)}
    lines = [(place[a], place[b]) for a, b, _ in edges if place[a][0] < place[b][0]]
    count = 0
    for n, (a, b) in enumerate(lines):
        for c, d in lines[n + 1 :]:
            if a[0] == c[0] and b[0] == d[0]:
                count += (a[1] - c[1]) * (b[1] - d[1]) < 0
    return count
