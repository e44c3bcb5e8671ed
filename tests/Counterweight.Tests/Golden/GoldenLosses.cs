using System.Numerics;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;

namespace Counterweight.Tests.Golden;

/// <summary>Which of our losses each stored loss is: one line each.</summary>
internal static class GoldenLosses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Losses by their stored names.</summary>
    public static IReadOnlyDictionary<string, Func<GoldenBatch<T>, GoldenOutputs<T>>> All { get; } = new Dictionary<string, Func<GoldenBatch<T>, GoldenOutputs<T>>>(StringComparer.Ordinal)
    {
        ["binary-cross-entropy"] = batch => batch.Points(new BinaryCrossEntropy<T>(batch["positiveWeight"], batch["negativeWeight"], batch["labelSmoothing"])),
        ["binary-focal"] = batch => batch.Points(new BinaryFocalLoss<T>(batch["gamma"], batch["alpha"], T.One - batch["alpha"])),
        ["asymmetric"] = batch => batch.Points(new AsymmetricLoss<T>(batch["gammaPositive"], batch["gammaNegative"], batch["shift"])),
        ["hinge"] = batch => batch.Points(new HingeLoss<T>()),
        ["squared-hinge"] = batch => batch.Points(new SquaredHingeLoss<T>()),
        ["exponential"] = batch => batch.Points(new ExponentialLoss<T>()),
        ["preference"] = batch => batch.Points(new PreferenceLoss<T>(batch["beta"], batch["labelNoise"])),
        ["logit-adjusted-binary"] = batch => batch.Points(new LogitAdjustedBinaryLoss<T>(batch["share"], batch["tau"])),
        ["squared"] = batch => batch.Points(default(SquaredLoss<T>)),
        ["absolute"] = batch => batch.Points(default(AbsoluteLoss<T>)),
        ["huber"] = batch => batch.Points(new HuberLoss<T>(batch["delta"])),
        ["quantile"] = batch => batch.Points(new QuantileLoss<T>(batch["level"])),
        ["poisson"] = batch => batch.Points(default(PoissonLoss<T>)),
        ["tversky"] = batch => batch.Overlap(new TverskyLoss(batch.Double("falsePositive"), batch.Double("falseNegative"), batch.Double("smooth"))),
        ["dice"] = batch => batch.Overlap(TverskyLoss.Dice(batch.Double("smooth"))),
        ["softmax-cross-entropy"] = batch => batch.Rows(new SoftmaxCrossEntropy<T>(batch["labelSmoothing"], batch.IgnoreLabel)),
        ["softmax-focal"] = batch => batch.Rows(new SoftmaxFocalLoss<T>(batch["gamma"])),
        ["poly-one"] = batch => batch.Rows(new Poly1CrossEntropy<T>(batch["epsilon"])),
        ["logit-adjusted"] = batch => batch.Rows(new LogitAdjustedCrossEntropy<T>(batch.Priors, batch["tau"])),
        ["ldam"] = batch => batch.Rows(new LdamLoss<T>(batch.Counts, batch["maxMargin"], batch["scale"])),
        ["multiclass-hinge"] = batch => batch.Rows(new MulticlassHingeLoss<T>(batch.Classes)),
        ["softmax-soft-targets"] = batch => batch.SoftTargets(new SoftTargetCrossEntropy<T>(batch["labelSmoothing"])),
        ["distillation"] = batch => batch.SoftTargets(new DistillationLoss<T>(batch["temperature"])),
    };
}
