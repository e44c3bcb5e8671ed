namespace Counterweight.Mutation.Faults;

/// <summary>Losses of one score, overlap losses and their loops.</summary>
internal static class LossFaults
{
    private const string Binary = "Counterweight.Tests: *.BinaryLossLawTests *.BinaryCrossEntropyEdgeTests *.BinaryFocalEdgeTests";
    private const string Asymmetric = "Counterweight.Tests: *.AsymmetricEdgeTests *.BinaryLossLawTests";
    private const string Margin = "Counterweight.Tests: *.MarginLossEdgeTests *.BinaryLossLawTests";
    private const string Regression = "Counterweight.Tests: *.RegressionLossTests";
    private const string Point = "Counterweight.Tests: *.LossLawTests *.PointScaleTests *.LossSumTests *.UserLossTests";
    private const string Weightless = "Counterweight.Tests: *.WeightlessRowTests";
    private const string Moved = "Counterweight.Tests: *.MovedLogitEdgeTests";
    private const string ByLane = "Counterweight.Tests: *.ByLaneTests";
    private const string Overlap = "Counterweight.Tests: *.OverlapLossTests";
    private const string Sums = "Counterweight.Tests: *.LossSumTests";
    private const string Refusal = "Counterweight.Tests: *.RefusalTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("smoothing gives the positive class all of ε", "BinaryCrossEntropy.cs", "positiveUniform = half * positiveWeight;", "positiveUniform = labelSmoothing * positiveWeight;", Binary),
        new("the negative weight stands for both classes", "BinaryCrossEntropy.cs", "positive = (T.One - labelSmoothing) * positiveWeight;", "positive = (T.One - labelSmoothing) * negativeWeight;", Binary),
        new("the last rows of a point loss are weighed by the first targets", "PointWeights.cs", "targets == null ? null : targets + whole", "targets", Point),
        new("the last rows of a point loss are weighed by the first weights", "PointWeights.cs", "samples == null ? null : samples + whole", "samples", Point),
        new("sample weights do not count in gradient scales of point losses", "PointWeights.cs", "TLoss.Weight(own, target) * sample", "TLoss.Weight(own, target)", Point),
        new("the focal Hessian is never clamped", "BinaryFocalLoss.cs", "leastHessian = clampHessian ? T.Zero : T.NegativeInfinity;", "leastHessian = T.NegativeInfinity;", Binary),
        new("the focal power of the likely class takes the other probability", "BinaryFocalLoss.cs", "focusing.Power(small, loss)", "focusing.Power(large, loss)", Binary),
        new("0·∞ is not 0 in the focal value", "BinaryFocalLoss.cs", "TBlock.Max(against * loss, TBlock.Zero)", "against * loss", Binary),
        new("0·∞ is not 0 in the logistic value", "Logistic.cs", "TBlock.Max(against * magnitude, TBlock.Zero)", "against * magnitude", Binary),
        new("the logistic gradient of negative scores has the wrong sign", "Logistic.cs", "gradient = TBlock.SelectLess(score, TBlock.Zero, -derivative, derivative);", "gradient = derivative;", Binary),
        new("the third power of focusing is the fourth", "Focusing.cs", "kind == Offset + 3 ? q : square", "square", "Counterweight.Tests: *.BinaryLossLawTests"),
        new("the asymmetric shift may be 1", "AsymmetricLoss.cs", "shift < T.One, shift", "shift <= T.One, shift", Asymmetric),
        new("class weights of the focal loss are 2 by default", "BinaryFocalLoss.cs", "positiveWeight ?? T.One", "positiveWeight ?? T.CreateChecked(2)", "Counterweight.Tests: *.DefaultParameterTests"),
        new("the scale of LDAM is 1 by default", "LdamLoss.cs", "scale ?? T.CreateChecked(30)", "scale ?? T.One", "Counterweight.Tests: *.DefaultParameterTests"),
        new("any target is a hard one", "IHardBinaryLoss.cs", "BinaryTarget.IsHard<TBlock, T>(target)", "BinaryTarget.IsSoft<TBlock, T>(target)", Margin),
        new("the default of a binary loss is accepted", "BinaryWeights.cs", "if (positive == T.Zero && negative == T.Zero && !T.IsNegative(positive))", "if (positive == T.One && negative == T.Zero && !T.IsNegative(positive))", "Counterweight.Tests: *.DefaultStructTests"),
        new("hidden negatives have a gradient", "AsymmetricLoss.cs", "gradient = TBlock.Select(hidden, TBlock.Zero, zero * TBlock.FusedMultiplyAdd(gamma, logPerU, perRest)) - gradient;", "gradient = (zero * TBlock.FusedMultiplyAdd(gamma, logPerU, perRest)) - gradient;", Asymmetric),
        new("the asymmetric positive focusing takes the negative one", "AsymmetricLoss.cs", "one *= positiveFocusing.Power(q);", "one *= negativeFocusing.Power(q);", "Counterweight.Tests: *.BinaryLossLawTests"),
        new("the asymmetric negative focusing takes the positive one", "AsymmetricLoss.cs", "zero *= negativeFocusing.Power(u);", "zero *= positiveFocusing.Power(u);", "Counterweight.Tests: *.BinaryLossLawTests"),
        new("the hinge has a derivative at margin 1", "HingeLoss.cs", "gradient = TBlock.SelectLess(TBlock.Zero, missing, -(sign * weight), slack);", "gradient = TBlock.SelectLess(missing, TBlock.Zero, slack, -(sign * weight));", Margin),
        new("the squared hinge has curvature at margin 1", "SquaredHingeLoss.cs", "hessian = TBlock.SelectLess(TBlock.Zero, missing, weight, slack);", "hessian = TBlock.SelectLess(missing, TBlock.Zero, slack, weight);", Margin),
        new("Huber's Hessian ends before δ", "HuberLoss.cs", "TBlock.One & TBlock.LessThanOrEqual(size, limit)", "TBlock.One & TBlock.LessThan(size, limit)", Regression),
        new("Huber's value far out lacks its half", "HuberLoss.cs", "TBlock.Constant(-0.5), size)", "TBlock.Constant(-0.25), size)", Regression),
        new("quantiles of above and below are exchanged", "QuantileLoss.cs", "below = quantile;", "below = T.One - quantile;", Regression),
        new("the absolute loss has a derivative at 0", "AbsoluteLoss.cs", "TBlock.SelectLess(TBlock.Zero, residual, TBlock.One, gradient)", "TBlock.SelectLess(residual, TBlock.Zero, gradient, TBlock.One)", Regression),
        new("Poisson's value of no count has the score", "PoissonLoss.cs", "var counted = TBlock.SelectEqual(target, TBlock.Zero, TBlock.Zero, score);", "var counted = score;", Regression),
        new("an infinite count is accepted", "PoissonLoss.cs", "TBlock.LessThan(target, TBlock.Create(T.PositiveInfinity))", "TBlock.LessThanOrEqual(target, TBlock.Create(T.PositiveInfinity))", Regression),
        new("the squared loss is not halved", "SquaredLoss.cs", "TBlock.Constant(0.5)", "TBlock.Constant(1)", Regression),
        new("β is squared in the preference gradient", "PreferenceLoss.cs", "gradient *= scale;", "gradient *= scale * scale;", Moved),
        new("label noise takes one flip, not two", "PreferenceLoss.cs", "keep = T.One - (labelNoise + labelNoise);", "keep = T.One - labelNoise;", Moved),
        new("the default target is lost in a tail", "PointLoop.cs", "Scratch.CopyOrFill(here.Targets, padded.Targets, rows, here.DefaultTarget);", "Scratch.CopyOrFill(here.Targets, padded.Targets, rows, T.Zero);", "Counterweight.Tests: *.DefaultTargetTests"),
        new("weights of a tail are 0", "PointLoop.cs", "Scratch.CopyOrFill(here.Weights, padded.Weights, rows, T.One);", "Scratch.CopyOrFill(here.Weights, padded.Weights, rows, T.Zero);", Point),
        new("Hessians of a tail are not copied back", "PointLoop.cs", "Scratch.CopyBack(padded.Hessian, here.Hessian, rows);", "", Point),
        new(
            "the gradient's scale leaves Hessians alone",
            "PointLoop.cs",
            """
                            hessian *= factor;
                        }

                        // Weight
            """,
            """
                        }

                        // Weight
            """,
            Point),
        new("rows of weight 0 have a gradient", "PointLoop.cs", "TBlock.SelectLess(TBlock.Zero, weight, gradient, TBlock.Zero)", "gradient", Weightless),
        new("rows of weight 0 have a Hessian", "PointLoop.cs", "TBlock.SelectLess(TBlock.Zero, weight, hessian, TBlock.Zero)", "hessian", Weightless),
        new("rows of weight 0 have a value", "PointLoop.cs", "value = TBlock.SelectLess(TBlock.Zero, weight, value, TBlock.Zero);", "", Weightless),
        new(
            "sums of other items of point losses are dropped",
            "PointLoop.cs",
            "> other) => sum.Add(in other.sum);",
            """
            > other)
                {
                }
            """,
            Point),
        new("τ of the binary adjustment is ignored", "LogitAdjustedBinaryLoss.cs", "double.CreateTruncating(tau) * LogOdds(", "LogOdds(", Moved),
        new("false positives of overlap are target times probability", "OverlapLoss.cs", "second = (TBlock.One - target) * probability;", "second = target * probability;", Overlap),
        new("weights are left out of false negatives", "PointTermsLoop.cs", "third *= weight;", "", Overlap),
        new("overlap terms of all blocks are summed in the first lanes", "PointTermsLoop.cs", "var own = lanes + (i & (group - TBlock.Count));", "var own = lanes;", ByLane),
        new("the tail of overlap terms is added to no count", "PointTermsLoop.cs", "counted += Tail(", "_ = Tail(", Overlap),
        new(
            "items of overlap terms are dropped",
            "PointTermsLoop.cs",
            "> other) => sums.Add(in other.sums);",
            """
            > other)
                {
                }
            """,
            Overlap),
        new("α and β of Tversky are exchanged", "TverskyLoss.cs", "(Alpha / unit * sum.FalsePositives) + (Beta / unit * sum.FalseNegatives)", "(Beta / unit * sum.FalsePositives) + (Alpha / unit * sum.FalseNegatives)", Overlap),
        new("smoothing of the overlap is left out of derivatives", "TverskyLoss.cs", "(sum.TruePositives / unit) + (Smooth / unit)", "sum.TruePositives / unit", Overlap),
        new("false negatives of two overlap sums need not be equal", "OverlapSum.cs", "&& FalseNegatives.Equals(other.FalseNegatives) && Rows", "&& Rows", Overlap),
        new("true positives of two overlap sums need not be equal", "OverlapSum.cs", "TruePositives.Equals(other.TruePositives) && FalsePositives", "FalsePositives", Overlap),
        new("loss sums of other losses are equal", "LossSum.cs", "Loss.Equals(other.Loss) && Weight", "Weight", Sums),
        new("loss sums of other correct rows are equal", "LossSum.cs", "Rows == other.Rows && Correct == other.Correct", "Rows == other.Rows", Sums),
        new("the mean is by weight", "LossSum.cs", "Mean => Rows == 0 ? 0 : Loss / Rows", "Mean => Rows == 0 ? 0 : Loss / Weight", Sums),
        new("the weighted mean is by row", "LossSum.cs", "WeightedMean => Rows == 0 ? 0 : Loss / Weight", "WeightedMean => Rows == 0 ? 0 : Loss / Rows", Sums),
        new("PerRow divides by the weight", "GradientScale.cs", "1.0 / rows.Rows", "1 / rows.Weight", Point),
        new("a loss's weight may overflow with a sample weight", "WeightChecks.cs", "TBlock.LessThanOrEqual(weight, TBlock.Create(bound))", "TBlock.LessThanOrEqual(weight, weight)", "Counterweight.Tests: *.UserWeightTests"),
        new("every target is taken for 0 or 1", "WeightChecks.cs", "TBlock.Equal(element, TBlock.Zero) | TBlock.Equal(element, TBlock.One)", "TBlock.Equal(element, element)", "Counterweight.Tests: *.UserWeightTests"),
        new("a loss's weight of minus zero is not asked", "WeightChecks.cs", "T.Zero, T.NegativeZero, T.One", "T.Zero, T.One", "Counterweight.Tests: *.UserWeightTests"),
        new("a loss's weight may be negative", "WeightChecks.cs", "TBlock.LessThanOrEqual(TBlock.Zero, weight) & ", "", "Counterweight.Tests: *.UserWeightTests"),
        new("products of least weights lose their digits", "WeightRescaling.cs", "-Math.ILogB(largest) / 32 : 0", "0 : 0", "Counterweight.Tests: *.OverlapWeightTests"),
        new("digits below the least double count above it", "ReproducibleSum.cs", "moved.Drop(newTop - (top + digits));", "", "Counterweight.Tests: *.OverlapWeightTests"),
        new("partial overlap of the gradient and the scores is accepted", "PointLoss.cs", "OutputChecks.NoPartialOverlap(outputs, scores, nameof(scores));", "", Refusal),
        new("partial overlap of the gradient and the weights is accepted", "PointLoss.cs", "OutputChecks.NoPartialOverlap(outputs, sampleWeights, nameof(sampleWeights));", "", Refusal),
    ];
}
