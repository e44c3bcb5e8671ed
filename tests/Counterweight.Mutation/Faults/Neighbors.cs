namespace Counterweight.Mutation.Faults;

/// <summary>Nearest neighbors: distances, lists, the grid, checks.</summary>
internal static class NeighborFaults
{
    private const string Search = "Counterweight.Tests: *.NearestNeighborsTests";
    private const string Options = "Counterweight.Tests: *.NeighborOptionsTests";
    private const string Grid = "Counterweight.Tests: *.GridTests";
    private const string Refusals = "Counterweight.Tests: *.NeighborRefusalTests";
    private const string Nominal = "Counterweight.Tests: *.NominalFeatureTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("numbers have no weights", "PairDistance.cs", "TWeights.IsOn ? TBlock.Load(ref layout.Weights[i]) * difference : difference", "difference", Options),
        new("weights of missing numbers count as present", "PairDistance.cs", "TBlock.SelectEqual(difference, difference, TBlock.Load(ref layout.Weights[i]), TBlock.Zero)", "TBlock.Load(ref layout.Weights[i])", Options),
        new("missing values are not made up for", "PairDistance.cs", "(float)((double)total * allWeights / present)", "total", Options),
        new("rows without a common feature are equal", "PairDistance.cs", ": float.PositiveInfinity", ": 0", Options),
        new("nominal features have no weights", "PairDistance.cs", "MathF.FusedMultiplyAdd(column.Weight, column.Table", "MathF.FusedMultiplyAdd(1, column.Table", Options),
        new("a missing code is a value", "PairDistance.cs", "a[i] >= 0 && b[i] >= 0", "a[i] >= 0 || b[i] >= 0", Options),
        new("nominal features are never present", "PairDistance.cs", "                present += column.Weight;\n", "", Options),
        new("nominal features are left out of the sum of weights", "PairDistance.cs", "            allWeights += layout.Nominals[i].Weight;\n", "", Options),
        new("only the first numbers have distances", "PairDistance.cs", "for (nint i = 0; i < layout.Stride; i += TBlock.Count)\n        {\n            var difference", "for (nint i = 0; i < Math.Min(layout.Stride, 32); i += TBlock.Count)\n        {\n            var difference", Search + " *.GridTests"),
        new("features of weight 0 count", "PointLayout.cs", "            if (weight > 0 && index < 0)\n", "            if (index < 0)\n", Options),
        new("rows are filled up with what was there", "PointRows.cs", "            new Span<float>(numbers + layout.NumberCount, (int)(layout.Stride - layout.NumberCount)).Clear();\n", "", Search + " *.GridTests"),
        new("rows listed are not looked up", "PointRows.cs", "source.Rows == null ? row : source.Rows[row]", "row", Search),
        new("a query that is a candidate finds itself", "NeighborScratch.cs", "candidates.Rows[candidate] == queries.Rows[query] ? (int)candidate : -1", "candidates.Rows[candidate] == queries.Rows[query] ? -1 : -1", Search),
        new("points find themselves", "SearchLoop.cs", "operands.AreSame ? (int)query :", "operands.AreSame ? -1 :", Search + " *.GridTests"),
        new("places are returned for rows", "SearchLoop.cs", "operands.Indices[i] = operands.Numbers[operands.Indices[i]]", "operands.Indices[i] = operands.Indices[i]", Search),
        new("later items write over the first one's results", "SearchLoop.cs", "Write((first + i) * operands.K,", "Write(i * operands.K,", Search),
        new("queries off the grid do without the last candidate", "SearchLoop.cs", "candidate < scratch.Candidates.Count; candidate++", "candidate < scratch.Candidates.Count - 1; candidate++", Search + " *.NeighborOptionsTests"),
        new("queries off the grid are not searched", "SearchLoop.cs", "            if (!IsOnGrid(first + i))\n", "            if (scratch.GridQueries.Pairs == 0)\n", Options + " *.GridTests"),
        new("the last rest of a tile is left out", "SearchLoop.cs", "(from, Math.Min(from + tile, rows))", "(from, Math.Min(from + tile, Math.Max(tile, rows - GridCandidates.Granule)))", Grid + " *.NearestNeighborsTests"),
        new("the second register's candidates are not computed", "SearchLoop.cs", "near[found++] = (int)candidate + TLanes.Count;", "near[found++] = (int)candidate;", Grid + " *.NearestNeighborsTests"),
        new("what fills candidates up is computed", "SearchLoop.cs", " && near[i] < scratch.Candidates.Count)", ")", Grid + " *.NearestNeighborsTests"),
        new("candidates of a tile are those of the first", "SearchLoop.cs", "var candidate = from + (2 * i)", "var candidate = (2 * i)", Grid + " *.NearestNeighborsTests"),
        new("a tile's queries are one query", "SearchLoop.cs", "maxima + ((own - i) * length)", "maxima", Grid + " *.NearestNeighborsTests"),
        new("the first of a sorted list is not moved", "NearestList.cs", "place > 0 && pairs[place - 1] > pair", "place > 1 && pairs[place - 1] > pair", Search),
        new("equal distances are ordered by chance", "NearestList.cs", "<< 32) | (uint)row", "<< 32) | (uint)(row ^ 3)", Search),
        new("seventeen neighbors are a sorted list", "NearestList.cs", "            Sink(pair);\n            return;\n", "            return;\n", Search),
        new("the lesser child of a heap rises", "NearestList.cs", "pairs[child + 1] > pairs[child] ? 1 : 0", "pairs[child + 1] < pairs[child] ? 1 : 0", Search),
        new("a heap's last child is not seen", "NearestList.cs", "(child = (2 * place) + 1) < k", "(child = (2 * place) + 1) < k - 1", Search),
        new("a heap is written as it lies", "NearestList.cs", "            new Span<ulong>(pairs, k).Sort();\n", "", Search),
        new("rounding to the grid is not allowed for", "PointGrid.cs", "slack = (1 + Math.ScaleB(1, -28)) * Math.Sqrt(layout.NumberCount)", "slack = 0", Grid),
        new("only one of two rows is rounded", "PointGrid.cs", "(1 + Math.ScaleB(1, -28)) * Math.Sqrt", "0.5 * Math.Sqrt", Grid) { Explanation = "The bound is of the worst case, in which every coordinate of both rows is off by half a step the same way; rows that come near half of it are too rare to find." },
        new("the query's norm does not count", "PointGrid.cs", "(squaredNorm - (most * most)) / 2", "(0 - (most * most)) / 2", Grid) { Explanation = "A bound that is too low lets candidates pass, whose distances are then computed: slower, and the same." },
        new("distances are bounded without the step", "PointGrid.cs", "/ relative) / *step) + slack", "/ relative) / (*step * 1.01)) + slack", Grid),
        new("a bound is rounded up", "PointGrid.cs", "Math.Floor((squaredNorm - (most * most)) / 2) - 1", "Math.Ceiling((squaredNorm - (most * most)) / 2) + (8 * most)", Grid),
        new("the query itself bounds its neighbors", "SearchLoop.cs", "reached > operands.K ?", "reached >= operands.K ?", Grid),
        new("candidates off the grid bound distances", "NeighborScratch.cs", "GridCandidates.AreOnGrid((int)", "GridCandidates.AreOnGrid(0 * (int)", Grid + " *.NeighborOptionsTests"),
        new("numbers bound distances that have codes too", "SearchLoop.cs", " && scratch.Layout.NominalCount == 0", "", Grid),
        new("a bound falls", "SearchLoop.cs", "Math.Max(bounds[own], scratch.Grid.Bound(List(pairs, own).Threshold, scratch.GridQueries.SquaredNorms[first + own]))", "scratch.Grid.Bound(List(pairs, own).Threshold, scratch.GridQueries.SquaredNorms[first + own])", Grid) { Explanation = "A bound that is too low lets candidates pass, whose distances are then computed: slower, and the same." },
        new("what a float may not hold bounds distances", "PointGrid.cs", "squared < float.MaxValue / 2 ? squared : double.PositiveInfinity", "squared", Grid),
        new("rounding to the grid does not bound distances", "PointGrid.cs", "+ 1) + slack) * *step", "+ 1) / 2) * *step", Grid),
        new("squared norms beyond 2^30 are on the grid", "GridRow.cs", "squaredNorm < PointGrid.SquaredNormLimit ?", "squaredNorm < int.MaxValue ?", Grid) { Explanation = "Coordinates of 16 bits whose squares sum to 2^30 and more are of rows just beyond the grid's radius, and sums of their products rarely pass 2^31." },
        new("coordinates of half a block are not in the norm", "PointGrid.cs", "squares += (first * first) + (second * second);", "squares += first * first;", Grid),
        new("a candidate's own norm does not count", "GridCandidates.cs", ": -(squaredNorm / 2)", ": -(squaredNorm / 4)", Grid) { Explanation = "A start that is too high lets candidates pass, whose distances are then computed: slower, and the same." },
        new("candidates' norms count twice", "GridCandidates.cs", ": -(squaredNorm / 2)", ": -squaredNorm", Grid),
        new("candidates off the grid are too far away", "GridCandidates.cs", "squaredNorm < 0 ? PointGrid.SquaredNormLimit", "squaredNorm < 0 ? int.MinValue", Grid + " *.NeighborOptionsTests"),
        new("what fills candidates up is found", "GridCandidates.cs", "row >= Count ? int.MinValue :", "row >= Count ? 0 :", Grid + " *.NearestNeighborsTests"),
        new("the last query of a tile is the one before", "GridTileLoop.cs", "var q5 = q4 + pairs;", "var q5 = q4;", Grid),
        new("the second register is not looked at", "GridTileLoop.cs", "TLanes.Max(f0, f1)", "TLanes.Max(f0, f0)", Grid + " *.NearestNeighborsTests"),
        new("the last pair of coordinates is left out", "GridTileLoop.cs", "pair < pairs; pair++", "pair < pairs - 1; pair++", Grid),
        new("some infinite numbers are finite", "NumberCheck.cs", "TBlock.Constant(float.MaxValue)", "TBlock.Constant(float.PositiveInfinity)", Refusals),
        new("as many neighbors as points are searched", "NearestNeighbors.cs", "NeighborChecks.Enough(k, count - 1, count)", "NeighborChecks.Enough(k, count, count)", Refusals),
        new("a query among the candidates may have all of them", "NeighborChecks.cs", "            if (one[i] == other[j])\n            {\n                return true;", "            if (one[i] == other[j])\n            {\n                return false;", Refusals),
        new("weights that sum beyond a float scale missing values", "NeighborChecks.cs", "if (sum > float.MaxValue / 2)", "if (sum < 0)", Refusals),
        new("a row may come twice", "NeighborChecks.cs", "rows[i] <= rows[i - 1]", "rows[i] < rows[i - 1]", Refusals),
        new("a code may be the number of values", "NeighborChecks.cs", "code < nominal.ValueCount", "code <= nominal.ValueCount", Refusals),
        new("a code may be broken", "NeighborChecks.cs", " && code == MathF.Truncate(code)", "", Refusals),
        new("distances may be written over weights", "NearestNeighbors.cs", "        NeighborChecks.Disjoint(indices, squaredDistances, points, nameof(points));\n        NeighborChecks.Disjoint(indices, squaredDistances, options.FeatureWeights.Span, \"options.FeatureWeights\");\n        NeighborChecks.Options(in options, featureCount);\n        NeighborChecks.Values(points, featureCount, in options, nameof(points));\n        fixed (float* p = points, d = squaredDistances)\n        fixed (int* i = indices)\n", "        NeighborChecks.Disjoint(indices, squaredDistances, points, nameof(points));\n        NeighborChecks.Options(in options, featureCount);\n        NeighborChecks.Values(points, featureCount, in options, nameof(points));\n        fixed (float* p = points, d = squaredDistances)\n        fixed (int* i = indices)\n", Refusals),
        new("a nominal feature may be listed twice", "NeighborChecks.cs", "PointLayout.IndexOf(nominals[i].Feature, in options) != i", "PointLayout.IndexOf(nominals[i].Feature, in options) > i", Refusals),
        new("value differences are not squared", "NominalFeature.cs", "difference == ValueDifference.Absolute ? sum * sum : sum", "sum", Nominal),
        new("differences of probabilities cancel", "NominalFeature.cs", "Math.Abs(one[c] - other[c])", "one[c] - other[c]", Nominal),
        new("a value that no row has has no probabilities", "NominalFeature.cs", "                all.CopyTo(own);\n", "", Nominal),
        new("rows without a value count", "NominalFeature.cs", "            if (codes[row] >= 0)\n", "            if (codes[row] >= -1)\n", Nominal),
        new("tables need not be symmetric", "NominalFeature.cs", "if (value != reverse)", "if (value < reverse && value > reverse)", Nominal),
        new("a value may differ from itself", "NominalFeature.cs", " || (v == w && value != 0)", "", Nominal),
    ];
}
