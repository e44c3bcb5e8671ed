using Counterweight.Losses.Overlap;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using static TorchSharp.torch;

namespace Counterweight.TorchSharp;

/// <summary>The losses of the library as modules, with PyTorch's names of arguments.</summary>
/// <remarks>
/// Those of elements take scores and targets of one shape, with the mean over elements. Those of classes take logits [n, K] and labels [n], int64 or int32,
/// with the mean over the weight of the labels. Where PyTorch has the loss, value and gradient are its own but for rounding; a mean of nothing is 0, not NaN.
/// Formulas, domains and errors are at the losses of the library, which each module names.
/// </remarks>
public static partial class LossModules
{
    /// <summary>Softmax cross-entropy, <see cref="SoftmaxCrossEntropy{T}"/>.</summary>
    /// <param name="weight">Weights of the classes, [K].</param>
    /// <param name="ignore_index">Label of rows that do not count.</param>
    /// <param name="reduction">None, mean or sum.</param>
    /// <param name="label_smoothing">ε in [0, 1].</param>
    public static LossModule CrossEntropyLoss(Tensor? weight = null, int ignore_index = -100, nn.Reduction reduction = nn.Reduction.Mean, double label_smoothing = 0) =>
        LossModule.OfSoftmax(nameof(CrossEntropyLoss), new SoftmaxCrossEntropy<float>((float)label_smoothing, ignore_index), new SoftmaxCrossEntropy<double>(label_smoothing, ignore_index), weight, reduction);

    /// <summary>Softmax focal loss, <see cref="SoftmaxFocalLoss{T}"/>.</summary>
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="weight">Weights of the classes, [K], α of the paper.</param>
    /// <param name="ignore_index">Label of rows that do not count.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule SoftmaxFocalLoss(double gamma = 2, Tensor? weight = null, int ignore_index = -100, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfSoftmax(nameof(SoftmaxFocalLoss), new SoftmaxFocalLoss<float>((float)gamma, ignore_index), new SoftmaxFocalLoss<double>(gamma, ignore_index), weight, reduction);

    /// <summary>Poly-1 cross-entropy, <see cref="Poly1CrossEntropy{T}"/>.</summary>
    /// <param name="epsilon">ε₁, the weight of 1 − p.</param>
    /// <param name="weight">Weights of the classes, [K].</param>
    /// <param name="ignore_index">Label of rows that do not count.</param>
    /// <param name="reduction">None, mean or sum.</param>
    /// <param name="label_smoothing">ε in [0, 1].</param>
    public static LossModule Poly1CrossEntropyLoss(double epsilon = 1, Tensor? weight = null, int ignore_index = -100, nn.Reduction reduction = nn.Reduction.Mean, double label_smoothing = 0) =>
        LossModule.OfSoftmax(
            nameof(Poly1CrossEntropyLoss),
            new Poly1CrossEntropy<float>((float)epsilon, (float)label_smoothing, ignore_index),
            new Poly1CrossEntropy<double>(epsilon, label_smoothing, ignore_index),
            weight,
            reduction);

    /// <summary>Logit-adjusted cross-entropy, <see cref="LogitAdjustedCrossEntropy{T}"/>.</summary>
    /// <param name="class_counts">Rows of each of K classes, at least 1.</param>
    /// <param name="tau">τ; 1 is the consistent choice.</param>
    /// <param name="weight">Weights of the classes, [K].</param>
    /// <param name="ignore_index">Label of rows that do not count.</param>
    /// <param name="reduction">None, mean or sum.</param>
    /// <param name="label_smoothing">ε in [0, 1].</param>
    public static LossModule LogitAdjustedCrossEntropyLoss(
        ReadOnlySpan<long> class_counts, double tau = 1, Tensor? weight = null, int ignore_index = -100, nn.Reduction reduction = nn.Reduction.Mean, double label_smoothing = 0) =>
        LossModule.OfSoftmax(
            nameof(LogitAdjustedCrossEntropyLoss),
            new LogitAdjustedCrossEntropy<float>(class_counts, (float)tau, (float)label_smoothing, ignore_index),
            new LogitAdjustedCrossEntropy<double>(class_counts, tau, label_smoothing, ignore_index),
            weight,
            reduction);

    /// <summary>Label-distribution-aware margin loss, <see cref="LdamLoss{T}"/>.</summary>
    /// <param name="class_counts">Rows of each of K classes, at least 1.</param>
    /// <param name="max_m">Margin of the rarest class.</param>
    /// <param name="s">What the logits are multiplied by.</param>
    /// <param name="weight">Weights of the classes, [K].</param>
    /// <param name="ignore_index">Label of rows that do not count.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule LdamLoss(
        ReadOnlySpan<long> class_counts, double max_m = 0.5, double s = 30, Tensor? weight = null, int ignore_index = -100, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfSoftmax(
            nameof(LdamLoss),
            new LdamLoss<float>(class_counts, (float)max_m, (float)s, ignore_index),
            new LdamLoss<double>(class_counts, max_m, s, ignore_index),
            weight,
            reduction);

    /// <summary>Multiclass hinge loss of Crammer and Singer, <see cref="MulticlassHingeLoss{T}"/>: of the worst class alone, where PyTorch's <c>MultiMarginLoss</c> adds up all.</summary>
    /// <param name="num_classes">K.</param>
    /// <param name="weight">Weights of the classes, [K].</param>
    /// <param name="ignore_index">Label of rows that do not count.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule MulticlassHingeLoss(int num_classes, Tensor? weight = null, int ignore_index = -100, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfSoftmax(nameof(MulticlassHingeLoss), new MulticlassHingeLoss<float>(num_classes, ignore_index), new MulticlassHingeLoss<double>(num_classes, ignore_index), weight, reduction);

    /// <summary>Cross-entropy with probabilities as targets, <see cref="SoftTargetCrossEntropy{T}"/>; the mean is over rows.</summary>
    /// <param name="weight">Weights of the classes, [K].</param>
    /// <param name="reduction">None, mean or sum.</param>
    /// <param name="label_smoothing">ε in [0, 1].</param>
    public static LossModule SoftTargetCrossEntropyLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean, double label_smoothing = 0) =>
        LossModule.OfSoftTargets(nameof(SoftTargetCrossEntropyLoss), new SoftTargetCrossEntropy<float>((float)label_smoothing), new SoftTargetCrossEntropy<double>(label_smoothing), weight, reduction);

    /// <summary>Knowledge distillation, <see cref="DistillationLoss{T}"/>; the mean is over rows, PyTorch's <c>batchmean</c>.</summary>
    /// <param name="temperature">T, at which the target's probabilities were made too.</param>
    /// <param name="weight">Weights of the classes, [K].</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule DistillationLoss(double temperature = 1, Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfSoftTargets(nameof(DistillationLoss), new DistillationLoss<float>((float)temperature), new DistillationLoss<double>(temperature), weight, reduction);

    /// <summary>Tversky loss of the whole batch, <see cref="Losses.Overlap.TverskyLoss"/>.</summary>
    /// <param name="alpha">Weight of false positives.</param>
    /// <param name="beta">Weight of false negatives.</param>
    /// <param name="smooth">Added above and below.</param>
    public static LossModule TverskyLoss(double alpha = 0.5, double beta = 0.5, double smooth = 1) => LossModule.OfOverlap(nameof(TverskyLoss), new TverskyLoss(alpha, beta, smooth));

    /// <summary>Dice loss of the whole batch, <see cref="Losses.Overlap.TverskyLoss"/>.</summary>
    /// <param name="smooth">Added above and below.</param>
    public static LossModule DiceLoss(double smooth = 1) => LossModule.OfOverlap(nameof(DiceLoss), Losses.Overlap.TverskyLoss.Dice(smooth));
}
