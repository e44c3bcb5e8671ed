namespace Counterweight.Mutation.Faults;

/// <summary>Rows of logits, hard and soft targets.</summary>
internal static class SoftmaxFaults
{
    private const string ByLane = "Counterweight.Tests: *.ByLaneTests";
    private const string Hard = "Counterweight.Tests: *.SoftmaxEdgeTests *.SoftmaxFamilyEdgeTests *.SoftmaxFamilyLawTests *.LossLawTests";
    private const string Layout = "Counterweight.Tests: *.RowStrideTests *.ClassMajorTests *.LayoutMemoryTests *.MicroBatchTests";
    private const string Parts = "Counterweight.Tests: *.SoftmaxPartsTests";
    private const string Rows = "Counterweight.Tests: *.RowOutputTests *.PerClassTests";
    private const string Scale = "Counterweight.Tests: *.GradientScaleTests *.HessianFactorTests";
    private const string Clamp = "Counterweight.Tests: *.ClampedHessianTests";
    private const string Soft = "Counterweight.Tests: *.SoftTargetEdgeTests *.SoftTargetLawTests";
    private const string Family = "Counterweight.Tests: *.SoftmaxFamilyEdgeTests";
    private const string FamilyLaws = "Counterweight.Tests: *.SoftmaxFamilyLawTests";
    private const string Cut = "Counterweight.Tests: *.BatchCutTests";
    private const string Tensors = "Counterweight.Tests: *.TensorTests";
    private const string Sums = "Counterweight.Tests: *.LossSumTests";
    private const string Long = "Counterweight.Tests: *.LongLabelTests *.BalancedBatchesTests";
    private const string Refusal = "Counterweight.Tests: *.SoftmaxRefusalTests *.SoftTargetRefusalTests *.LogitLayoutTests *.TensorRefusalTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("the complement of the label is 1 − p", "SoftmaxRow.cs", "var complement = rest * inverse;", "var complement = TBlock.One - probability;", Family),
        new("the label's gradient has the wrong sign", "SoftmaxRow.cs", "            target = -(firstDerivative * complement);", "            target = firstDerivative * complement;", Hard),
        new(
            "the second derivative is not weighted by class",
            "SoftmaxRow.cs",
            """
                        secondDerivative *= classWeight;

            """,
            "",
            Hard),
        new("smoothing takes the class weight for the mean weight", "RowWeight.cs", "TBlock.Create(weightSum / ClassCount)", "TBlock.One", Hard),
        new("smoothing keeps everything", "RowWeight.cs", "(TBlock.One - TBlock.Create(smoothing)) * classWeight", "classWeight", Hard),
        new(
            "the spread of three logits leaves out the third",
            "FewColumns.cs",
            """
                            spread = Smoothing<TBlock, T>.AddSpread(spread, third, TBlock.Create(w2));

            """,
            "",
            Parts),
        new("the spread of two logits takes the first's class weight twice", "FewColumns.cs", "AddSpread(spread, second, TBlock.Create(w1));\n                TBlock.Store", "AddSpread(spread, second, TBlock.Create(w0));\n                TBlock.Store", Parts),
        new("the gradient of three logits takes the class weight of the first", "ColumnGradients.cs", "uniform, sets.SampleWeights(set), sets.Operands.ClassWeights, column);", "uniform, sets.SampleWeights(set), sets.Operands.ClassWeights, 0);", Layout),
        new("smoothing's spread counts infinite logits of no weight", "Smoothing.cs", "TBlock.SelectEqual(classWeight, TBlock.Zero, TBlock.Zero, shifted)", "shifted", Hard),
        new("the ignored label of a row in a lane has weight", "RowSets.cs", "weight = TBlock.SelectEqual(label, TBlock.Create(T.CreateTruncating(Operands.IgnoreLabel)), TBlock.Zero, weight);", "", Hard),
        new("packed rows of two have a gradient of any stride", "RowMajorSets.cs", "operands.ScoreStride == operands.Classes && (operands.Gradient == null || operands.GradientStride == operands.Classes)", "operands.ScoreStride == operands.Classes", Tensors),
        new("packed Hessians of any stride", "RowMajorSets.cs", "=> !operands.IsClassMajor && operands.HessianStride == operands.Classes", "=> !operands.IsClassMajor", Layout),
        new("lanes without rows keep losses of the rows before", "RowSets.cs", "new Span<T>(Losses + end, missing).Clear();", "", ByLane),
        new("lanes without rows keep weights of the rows before", "RowSets.cs", "new Span<T>(Weights + end, missing).Clear();", "", ByLane),
        new("lanes without rows of soft targets keep what was there", "RowPerLaneSoftTargetLoop.cs", "TBlock.Store(TBlock.Zero, ref group[lane]);", "", ByLane),
        new("soft targets are summed before all lanes have rows", "RowPerLaneSoftTargetLoop.cs", "if (lane + size < lanes && !isLast)", "if (lane + size < 0 && !isLast)", ByLane),
        new("the end of a long row is written over logits of other lanes", "LongRowExponentials.cs", "TBlock.Store(TBlock.Select(isRepeated, TBlock.Load(in *exps), e), ref *exps);", "TBlock.Store(e, ref *exps);", ByLane),
        new("a part of a long row adds the first lanes to all", "LongRowExponentials.cs", "TBlock.Load(in part[lane])", "TBlock.Load(in *part)", ByLane),
        new("all lanes of a long row's end are masked as the first", "LongRowOutput.cs", "- (classes % LaneSums<TBlock, T>.Lanes) - first)", "- (classes % LaneSums<TBlock, T>.Lanes))", ByLane),
        new("parts of long rows are as long as blocks are wide", "CompensatedLanes.cs", "2 * Terms * LaneSums<TBlock, T>.Lanes", "2 * Terms * TBlock.Count", ByLane),
        new("the rows of a short set are a whole set", "RowSets.cs", "IsShort(set) ? LastRows : TBlock.Count", "TBlock.Count", Layout),
        new("a slice of class-major rows starts at the row's stride", "SoftmaxOperands.cs", "IsClassMajor ? row : row * stride", "row * stride", Layout),
        new("value outputs of later items overwrite the first", "SoftmaxOperands.cs", "Value = Value == null ? null : Value + start", "Value = Value", Cut),
        new(
            "sums of other items of rows in lanes are dropped",
            "RowPerLaneSoftmaxLoop.cs",
            "> other) => sum.Add(in other.sum);",
            """
            > other)
                {
                }
            """,
            Sums),
        new(
            "sums of other items of long rows are dropped",
            "LongRowSoftmaxLoop.cs",
            "> other) => sum.Add(in other.sum);",
            """
            > other)
                {
                }
            """,
            Sums),
        new("of equal logits the last is the greatest", "RowPerLaneSoftmaxLoop.cs", "at = TBlock.SelectLess(greatest, score, index, at);", "at = TBlock.SelectLess(score, greatest, at, index);", Rows),
        new("ignored rows have an argmax", "RowPerLaneSoftmaxLoop.cs", "at = TBlock.SelectEqual(label, ignore, -TBlock.One, at);", "", Rows),
        new("rows of weight 0 are counted as correct in long rows", "LongRowSoftmaxLoop.cs", "predicted == rows.Labels[row] && state[(Weight * size) + row] > T.Zero ? 1 : 0", "predicted == rows.Labels[row] ? 1 : 0", Rows),
        new("the log-sum-exp of ignored long rows is kept", "LongRowSoftmaxLoop.cs", "isIgnored ? T.Zero : state[(SoftmaxSlots.LogSumExp * size) + row]", "state[(SoftmaxSlots.LogSumExp * size) + row]", Rows),
        new(
            "a long row of weight 0 keeps its exponentials as gradient",
            "LongRowSoftmaxLoop.cs",
            """
                            new Span<T>(gradient, rows.Classes).Clear();
                            continue;
            """,
            "                continue;",
            Hard),
        new("the label of a long row has the others' Hessian", "LongRowSoftmaxLoop.cs", "hessian[rows.Labels[row]] = TClamped.IsOn && own < T.Zero ? T.Zero : own;", "", Hard),
        new("exponentials of a long row's Hessian are read with the gradient's stride", "LongRowSoftmaxLoop.cs", "rows.Hessian, rows.HessianStride, row)", "rows.Hessian, rows.GradientStride, row)", Hard),
        new(
            "maxima of the second eight rows are lost",
            "HorizontalReduction.cs",
            """
            a = TFold.Of(a, e);
                        b = TFold.Of(b, f);
            """,
            """
            a = TFold.Of(a, a);
                        b = TFold.Of(b, f);
            """,
            Hard),
        new("of two greatest soft logits one is no other", "LongSoftTargetRow.cs", " + (TBlock.Sum(TBlock.Load(in sums[Greatest * size])) - T.One)", "", Soft),
        new("the repeated lanes of a long soft row count twice", "LongSoftTargetRow.cs", "targetWeight = TBlock.Select(repeated, TBlock.Zero, target * LongRowOutput<TBlock, T>.Weights(classWeights, i));", "targetWeight = target * LongRowOutput<TBlock, T>.Weights(classWeights, i);", Soft),
        new("the bias of soft rows is left out", "SoftTargetLogits.cs", "bias == null ? TBlock.Load(in scores[first]) : TBlock.Load(in scores[first]) + TBlock.Load(in bias[first])", "TBlock.Load(in scores[first])", Soft),
        new(
            "sums of other items of soft rows are dropped",
            "LongRowSoftTargetLoop.cs",
            "> other) => sum.Add(in other.sum);",
            """
            > other)
                {
                }
            """,
            Soft),
        new("a soft row of weight 0 keeps its exponentials", "LongRowSoftTargetLoop.cs", "                    new Span<T>(gradient, rows.Classes).Clear();", "", Soft),
        new("the divergence has no entropy", "SoftTargetRow.cs", "TDivergence.IsOn ? BlockMath.Log<TBlock, T>(target) - shifted : -shifted", "-shifted", Soft),
        new("negative Hessians of a row in a lane stay", "ColumnHessians.cs", "TClamped.IsOn ? TBlock.Max(TBlock.Zero, hessian) : hessian", "hessian", Clamp),
        new("clamping loses NaN", "ColumnHessians.cs", "TBlock.Max(TBlock.Zero, hessian)", "TBlock.Max(hessian, TBlock.Zero)", Clamp),
        new("all Hessians of a row in a lane are clamped", "ColumnHessians.cs", "TClamped.IsOn ?", "!TClamped.IsOn ?", Clamp),
        new("negative Hessians of a long row stay", "LongRowOutput.cs", "TClamped.IsOn ? TBlock.Max(TBlock.Zero, hessian) : hessian", "hessian", Clamp),
        new("clamping a long row loses NaN", "LongRowOutput.cs", "TBlock.Max(TBlock.Zero, hessian)", "TBlock.Max(hessian, TBlock.Zero)", Clamp),
        new("a long row's label keeps its negative Hessian", "LongRowSoftmaxLoop.cs", "TClamped.IsOn && own < T.Zero ? T.Zero : own", "own", Clamp),
        new("a long row's label loses NaN when clamped", "LongRowSoftmaxLoop.cs", "TClamped.IsOn && own < T.Zero ? T.Zero : own", "TClamped.IsOn && !(own >= T.Zero) ? T.Zero : own", Clamp),
        new("clamping is not on", "SoftmaxRun.cs", "operands.ClampHessian = rowOutputs.ClampHessian;", "", Clamp),
        new("rescaled weights forget clamping", "SoftmaxRun.cs", ", ClampHessian = rowOutputs.ClampHessian }", " }", Clamp),
        new("the soft Hessian has no class sum", "SoftTargetRow.cs", "weight * TBlock.Create(operands.HessianFactor) * inverse * inverse", "weight * TBlock.Create(operands.HessianFactor) * inverse", Soft),
        new("the soft gradient of the greatest logit is 1 − p", "SoftTargetRow.cs", "TBlock.SelectEqual(e, TBlock.One, rest, (TBlock.One + rest) - e)", "(TBlock.One + rest) - e", Soft),
        new("the temperature is not squared", "DistillationLoss.cs", "factor = temperature * temperature;", "factor = temperature;", Soft),
        new("margins of LDAM are square roots", "LdamLoss.cs", "Math.Sqrt(Math.Sqrt(least / fractions[c]))", "Math.Sqrt(least / fractions[c])", FamilyLaws),
        new("τ of the adjustment is ignored", "LogitAdjustedCrossEntropy.cs", "T.CreateTruncating(double.CreateTruncating(tau) * fractions[c])", "T.CreateTruncating(fractions[c])", FamilyLaws),
        new("Poly-1 has the first derivative of cross-entropy", "Poly1CrossEntropy.cs", "firstDerivative = TBlock.FusedMultiplyAdd(factor, probability, TBlock.One);", "firstDerivative = TBlock.One;", FamilyLaws),
        new("the second derivative of the focal loss lacks its −product", "SoftmaxFocalLoss.cs", "TBlock.FusedMultiplyAdd(TBlock.Constant(2), probability, -product)", "TBlock.Constant(2) * probability", Hard),
        new("weights of gradient scales count ignored rows", "SoftmaxWeights.cs", "sample = TBlock.SelectEqual(label, ignored, TBlock.Zero, sample);", "", Scale),
        new("weights of gradient scales of many classes count ignored rows", "SoftmaxWeights.cs", "sample = TBlock.SelectLess(ofClass, TBlock.Zero, TBlock.Zero, sample);", "", Scale),
        new("the fourth class weighs as the third in gradient scales", "SoftmaxWeights.cs", "TBlock.SelectEqual(label, two, w2, w3)", "w2", Scale),
        new("the last rows of gradient scales have the first labels", "SoftmaxWeights.cs", "new Span<int>(labels + whole, count - whole)", "new Span<int>(labels, count - whole)", Scale),
        new("the last rows of gradient scales have the first sample weights", "SoftmaxWeights.cs", "Scratch.Pad(samples == null ? null : samples + whole,", "Scratch.Pad(samples,", Scale),
        new("gradient scales forget what other threads weighed", "WeightSumLoop.cs", "=> sum.Add(in other.sum);", "{\n    }", Scale),
        new("a label that is a long is read as an int", "LabelColumn.cs", "longs == null ? new(ints, 2) : new(longs, 3)", "longs == null ? new(ints, 2) : new(longs, 2)", Long),
        new("long labels move on as ints", "LabelColumn.cs", "new(column.first + (rows << column.shift), column.shift)", "new(column.first + (rows << 2), column.shift)", Long),
        new("four long labels are the first two twice", "LabelColumn.cs", "Vector128.Load(wide + Vector128<long>.Count)", "Vector128.Load(wide)", Long),
        new("a block of long labels is not padded", "LabelColumn.cs", "row < count ? this[row] : padding", "this[row]", Long),
        new("long labels are not checked", "ClassLabels.cs", "        Guard.Labels(Longs, classCount, ignoreLabel, name);\n", "", Long),
        new("long labels are checked by their low half", "LabelLoop.cs", "? Find<TLabel, uint>(labels, classCount, ignoreLabel)\n        : Find<TLabel, ulong>", "? Find<TLabel, uint>(labels, classCount, ignoreLabel)\n        : Find<TLabel, uint>", Long),
        new("long labels may be written over", "ClassLabels.cs", "        Guard.Disjoint(output, Longs, outputName, name);\n", "", Long),
        new("row-major strides may be shorter than the rows", "LogitLayout.cs", "Guard.AtLeast(stride, classCount);", "", Refusal),
        new("scores of one row more are accepted", "LogitLayout.cs", "length < least || length > most", "length < least || length > most + ClassCount", Refusal),
        new(
            "overlap of row outputs and weights is accepted",
            "SoftmaxChecks.cs",
            """
                    Guard.Disjoint(output, weights.PerSample, name, "weights.PerSample");
            """,
            "",
            Refusal),
    ];
}
