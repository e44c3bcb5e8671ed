namespace Counterweight.Mutation.Faults;

/// <summary>Thresholds of histograms and between sorted rows; orders of categories; ties and minimums.</summary>
internal static class SplitFaults
{
    private const string Gradient = "Counterweight.Tests: *.GradientSplitSearchTests *.SplitMinimumTests *.SplitTieTests";
    private const string Class = "Counterweight.Tests: *.SplitSearchTests *.SplitMinimumTests *.SplitTieTests";
    private const string Exact = "Counterweight.Tests: *.ExactSplitSearchTests *.SplitMinimumTests *.ExactMissingTests";
    private const string Categorical = "Counterweight.Tests: *.CategoricalSplitTests *.CategoryCapTests *.CategoryOrderTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a buffer lacks what its alignment skips", "ScratchCursor.cs", "taken + (Scratch.Alignment / sizeof(long))", "taken", "Counterweight.Tests: *.ScratchTests"),
        new("parts of a buffer that end within a number overlap", "ScratchCursor.cs", "((count * sizeof(T)) + sizeof(long) - 1) / sizeof(long)", "count * sizeof(T) / sizeof(long)", "Counterweight.Tests: *.ScratchTests"),
        new("the first of several histograms is taken for all", "SplitRun.cs", "histograms != 1", "histograms == 0", "Counterweight.Tests: *.SplitSearchTests *.GradientSplitSearchTests"),
        new("a leaf's value ignores α", "BoostingGain.cs", "Math.Max(Math.Abs(gradient) - L1, 0) / penalizedHessian", "Math.Abs(gradient) / penalizedHessian", Gradient),
        new("a leaf's value ignores λ", "BoostingGain.cs", "var penalizedHessian = hessian + L2;", "var penalizedHessian = hessian;", Gradient),
        new("a leaf's value has the gradient's sign", "BoostingGain.cs", "return -Math.CopySign(", "return Math.CopySign(", Gradient),
        new("α is not scaled by the weights' exponent", "BoostingGain.cs", "Math.ScaleB(L1, scale.WeightExponent + scale.GradientExponent)", "Math.ScaleB(L1, scale.GradientExponent)", Gradient),
        new("the greatest step has the wrong unit", "BoostingGain.cs", "scale.GradientExponent - scale.HessianExponent", "scale.HessianExponent - scale.GradientExponent", Gradient),
        new("γ is halved", "GradientSplitSearch.cs", "Math.ScaleB(2 * gain.Gamma, ", "Math.ScaleB(gain.Gamma, ", Gradient),
        new("γ is left out of the reported gain", "GradientSplitSearch.cs", "(best.Gain - data.Margin) / 2", "best.Gain / 2", Gradient),
        new("γ is taken off after the factors of features", "ThresholdScan.cs", "(gain - margin) * gainWeight", "(gain * gainWeight) - margin", Gradient),
        new("factors of features are ignored", "ThresholdScan.cs", "(gain - margin) * gainWeight", "gain - margin", Gradient),
        new("a side exactly at a minimum is refused", "ThresholdScan.cs", "TBlock.SelectLess(lesser, minimum, TBlock.Create(double.NegativeInfinity), gain)", "TBlock.SelectLess(minimum, lesser, gain, TBlock.Create(double.NegativeInfinity))", Gradient),
        new("the least Hessian is asked of the left side alone", "ThresholdScan.OneOutput.cs", "Allowed(gain, TBlock.Min(left, right), leastHessian)", "Allowed(gain, left, leastHessian)", Gradient),
        new("the least rows are asked of the left side alone", "ThresholdScan.OneOutput.cs", "Vector512.Min(rows, allRows - rows)", "rows", Gradient),
        new("thresholds with just enough rows left are passed over", "ThresholdScan.OneOutput.cs", "            if (rowsLeft >= fewest)\n            {\n                var (left", "            if (rowsLeft > fewest)\n            {\n                var (left", Gradient),
        new("thresholds of classes with just enough rows left are passed over", "ThresholdScan.cs", "            if (rowsLeft >= fewest)\n            {\n                var gain", "            if (rowsLeft > fewest)\n            {\n                var gain", Class),
        new("a scan of classes ends where rows enough are right", "ThresholdScan.cs", "if (rows - rowsLeft < fewest)", "if (rows - rowsLeft < fewest + 1 + fewest)", Class),
        new("a scan ends where rows enough are right", "ThresholdScan.OneOutput.cs", "if (total[0] - rowsLeft < fewest)", "if (total[0] - rowsLeft < fewest + 1 + fewest)", Gradient),
        new("the least Hessian of several outputs is asked of the left side alone", "ThresholdScan.cs", "TBlock.Min(leftHessian, rightHessian)", "leftHessian", Gradient),
        new("the least weight of several outputs is not asked", "ThresholdScan.cs", "TBlock.Min(TBlock.Load(ref sides[Lanes]), TBlock.Load(ref sides[RightSide + Lanes])), TBlock.Create(minWeight)", "TBlock.Min(TBlock.Load(ref sides[Lanes]), TBlock.Load(ref sides[RightSide + Lanes])), TBlock.Zero", Gradient),
        new("the node's own score is not taken off", "ThresholdScan.cs", "gain -= TBlock.Create(score);", "", Gradient),
        new("a class side exactly at the least rows is refused", "ThresholdScan.cs", "TBlock.SelectLess(rows, TBlock.Create(minRowCount), least, operation.Score(terms, weight))", "TBlock.SelectLess(TBlock.Create(minRowCount), rows, operation.Score(terms, weight), least)", Class),
        new("a class side exactly at the least weight is refused", "ThresholdScan.cs", "TBlock.SelectLess(weight, TBlock.Create(minWeight), least, result)", "TBlock.SelectLess(TBlock.Create(minWeight), weight, result, least)", Class),
        new(
            "of equal thresholds the last one wins",
            "ThresholdScan.cs",
            """
                            var gain = TCriterion.IsGradient ? GradientGain() : ClassGain();
                            where = TBlock.SelectLess(most, gain, thresholds, where);
            """,
            """
                            var gain = TCriterion.IsGradient ? GradientGain() : ClassGain();
                            where = TBlock.SelectLess(gain, most, where, thresholds);
            """,
            Class),
        new("thresholds of a tail are numbered from 0", "ThresholdScan.cs", "Evaluate(tail, Lanes, first + whole, fewest);", "Evaluate(tail, Lanes, first, fewest);", Class),
        new("the buffer of a tail keeps what was there", "ThresholdScan.cs", "new Span<long>(tail + rest, checked(Lanes * length) - rest).Clear();", "", Class),
        new(
            "of equal lanes the greatest threshold wins",
            "BestLane.cs",
            """
            TBlock.Create(double.PositiveInfinity));
                    place = (int)-TBlock.MaxAcross(-where);
            """,
            """
            TBlock.Create(double.NegativeInfinity));
                    place = (int)TBlock.MaxAcross(where);
            """,
            Class),
        new("of equal features the last one wins", "SplitCandidate.cs", "Feature < other.Feature", "Feature > other.Feature", Class),
        new("of equal splits missing goes left", "SplitCandidate.cs", "!MissingGoesLeft && other.MissingGoesLeft", "MissingGoesLeft && !other.MissingGoesLeft", Class),
        new("factors of features have no unit", "SplitScanLoop.cs", "weight = weight * data.Nodes[node].KeyUnit * data.Nodes[node].KeyUnitRest;", "", Gradient),
        new("missing values never go left", "SplitScanLoop.cs", "            scan.Start(missing);", "            scan.Start(null);", Class),
        new("the bin of missing values is a threshold", "SplitScanLoop.cs", "var bins = count - (data.LastBinIsMissing ? 1 : 0);", "var bins = count;", Class),
        new("categorical caps from the right end are one short", "SplitScanLoop.cs", "count - data.Categories.MostCategories - 1)", "count - data.Categories.MostCategories)", Categorical),
        new("categorical caps from the right end are one too many", "SplitScanLoop.cs", "count - data.Categories.MostCategories - 1)", "count - data.Categories.MostCategories - 2)", Categorical),
        new("categorical caps from the left end are one short", "SplitScanLoop.cs", "Math.Min(count, data.Categories.MostCategories)", "Math.Min(count, data.Categories.MostCategories - 1)", Categorical),
        new("skipped categories stay on the right", "SplitScanLoop.cs", "scan.Skip(sorted + (low * data.CellLength), high - low);", "", Categorical),
        new("thresholds after skipped categories are numbered from the cap", "SplitScanLoop.cs", "count - high, high);", "count - high, low);", Categorical),
        new("a category exactly at the least rows takes no part", "CategoryOrder.cs", ">= data.Categories.MinRowCount", "> data.Categories.MinRowCount", Categorical),
        new("smoothing of categories is left out of steps", "CategoryOrder.cs", "var smoothedHessian = cell[(2 * k) + 3] + smoothing;", "var smoothedHessian = (double)cell[(2 * k) + 3];", Categorical),
        new("smoothing of class shares pulls towards equal shares", "CategoryOrder.cs", "smoothing * (total[(2 * p) + 1] / whole)", "smoothing / components", Categorical),
        new("categories of equal keys keep the order the sort left", "CategoryOrder.cs", "order[start..end].Sort();", "", Categorical),
        new("category vectors are not centred", "CategoryOrder.cs", "x -= next[k] / sum;", "", Categorical),
        new("a node of exactly twice the least rows is not searched", "SplitScanLoop.cs", ">= 2 * data.MinRowCount", "> 2 * data.MinRowCount", Class),
        new("the unit of α and λ of a limited gain is the unlimited one", "GradientCriterion.cs", "most * (shrunkGradient + shrunkGradient - limit)", "most * (shrunkGradient - limit)", Gradient),
        new("a side without curvature gains", "GradientCriterion.cs", "numerator = TBlock.SelectLess(TBlock.Zero, penalizedHessian, numerator, TBlock.Zero);", "", Gradient),
        new("the right side of 128-bit sides lacks the total", "SplitSides.cs", "Vector128.ConvertToDouble(Vector128.Create(total[0]) - first).Store(sides + 16);", "Vector128.ConvertToDouble(first).Store(sides + 16);", Class) { Settings = Widths.Of128 },
        new("of the exact search equal values are cut", "ExactScan.cs", "values[rows[i] * data.RowStride] < values[rows[i + 1] * data.RowStride] ? 1 : 0", "values[rows[i] * data.RowStride] <= values[rows[i + 1] * data.RowStride] ? 1 : 0", Exact),
        new("an exact side exactly at the least rows is refused", "ExactScan.cs", "TBlock.SelectLess(TBlock.Load(ref counts[side]), TBlock.Create(data.MinRowCount), least, result)", "TBlock.SelectLess(TBlock.Create(data.MinRowCount), TBlock.Load(ref counts[side]), result, least)", Exact),
        new("an exact side exactly at the least weight is refused", "ExactScan.cs", "TBlock.SelectLess(weight, TBlock.Create(data.MinWeight * data.Node->Unit), least, result)", "TBlock.SelectLess(TBlock.Create(data.MinWeight * data.Node->Unit), weight, result, least)", Exact),
        new("rows before an exact scan do not count", "ExactScan.cs", "TBlock.Create(1 + before)", "TBlock.Create(1)", Exact),
        new(
            "a class beyond the 64th is lost in an exact scan",
            "ExactScan.cs",
            """
                            for (nint c = BitOperations.TrailingZeroCount(rest); c < data.Classes; c += 64)
                            {
                                Terms(tile + i, c);
            """,
            """
                            for (nint c = BitOperations.TrailingZeroCount(rest); c < 64 && c < data.Classes; c += 64)
                            {
                                Terms(tile + i, c);
            """,
            Exact),
        new("the threshold of an exact split takes the wrong neighbour", "ExactSplitSearch.cs", "values[rows[leftValues] * data.RowStride]", "values[rows[Math.Min(leftValues + 1, numbers - 1)] * data.RowStride]", Exact),
        new("totals of another node are accepted", "ExactSplitSearch.cs", "if (sum != rows.Count)", "if (sum < rows.Count)", Exact),
        new("missing rows that go left are not counted", "ExactSplitSearch.cs", "leftValues + (best.MissingGoesLeft ? data.Count - numbers : 0)", "leftValues", Exact),
    ];
}
