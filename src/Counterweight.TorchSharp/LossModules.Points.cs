using Counterweight.Losses.Point;
using static TorchSharp.torch;

namespace Counterweight.TorchSharp;

/// <content>Losses of elements: binary ones, and regression.</content>
public static partial class LossModules
{
    /// <summary>Binary cross-entropy of logits, <see cref="BinaryCrossEntropy{T}"/>.</summary>
    /// <param name="pos_weight">Weight of the class 1.</param>
    /// <param name="reduction">None, mean or sum.</param>
    /// <param name="label_smoothing">ε in [0, 1].</param>
    public static LossModule BCEWithLogitsLoss(double pos_weight = 1, nn.Reduction reduction = nn.Reduction.Mean, double label_smoothing = 0) =>
        LossModule.OfPoint(nameof(BCEWithLogitsLoss), new BinaryCrossEntropy<float>((float)pos_weight, 1, (float)label_smoothing), new BinaryCrossEntropy<double>(pos_weight, 1, label_smoothing), reduction);

    /// <summary>Binary focal loss of logits, <see cref="BinaryFocalLoss{T}"/>.</summary>
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="alpha">α in [0, 1], the weight of the class 1, where 1 − α is that of the class 0; null: both 1.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule FocalLoss(double gamma = 2, double? alpha = null, nn.Reduction reduction = nn.Reduction.Mean)
    {
        var (positive, negative) = alpha is { } weight ? (weight, 1 - weight) : (1.0, 1.0);
        return LossModule.OfPoint(nameof(FocalLoss), new BinaryFocalLoss<float>((float)gamma, (float)positive, (float)negative), new BinaryFocalLoss<double>(gamma, positive, negative), reduction);
    }

    /// <summary>Asymmetric loss of logits, <see cref="AsymmetricLoss{T}"/>, with the paper's names and defaults.</summary>
    /// <param name="gamma_neg">γ₋ of the class 0.</param>
    /// <param name="gamma_pos">γ₊ of the class 1.</param>
    /// <param name="clip">The shift of probabilities of the class 0.</param>
    /// <param name="pos_weight">Weight of the class 1.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule AsymmetricLoss(double gamma_neg = 4, double gamma_pos = 0, double clip = 0.05, double pos_weight = 1, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfPoint(
            nameof(AsymmetricLoss),
            new AsymmetricLoss<float>((float)gamma_pos, (float)gamma_neg, (float)clip, (float)pos_weight),
            new AsymmetricLoss<double>(gamma_pos, gamma_neg, clip, pos_weight),
            reduction);

    /// <summary>Logit-adjusted binary cross-entropy, <see cref="LogitAdjustedBinaryLoss{T}"/>.</summary>
    /// <param name="positive_fraction">The fraction of the training data that is of class 1, in (0, 1).</param>
    /// <param name="tau">τ; 1 is the consistent choice.</param>
    /// <param name="pos_weight">Weight of the class 1.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule LogitAdjustedBCELoss(double positive_fraction, double tau = 1, double pos_weight = 1, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfPoint(
            nameof(LogitAdjustedBCELoss),
            new LogitAdjustedBinaryLoss<float>((float)positive_fraction, (float)tau, (float)pos_weight),
            new LogitAdjustedBinaryLoss<double>(positive_fraction, tau, pos_weight),
            reduction);

    /// <summary>Hinge loss, <see cref="HingeLoss{T}"/>, of targets 0 and 1.</summary>
    /// <param name="pos_weight">Weight of the class 1.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule HingeLoss(double pos_weight = 1, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfPoint(nameof(HingeLoss), new HingeLoss<float>((float)pos_weight, 1), new HingeLoss<double>(pos_weight, 1), reduction);

    /// <summary>Squared hinge loss, <see cref="SquaredHingeLoss{T}"/>, of targets 0 and 1.</summary>
    /// <param name="pos_weight">Weight of the class 1.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule SquaredHingeLoss(double pos_weight = 1, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfPoint(nameof(SquaredHingeLoss), new SquaredHingeLoss<float>((float)pos_weight, 1), new SquaredHingeLoss<double>(pos_weight, 1), reduction);

    /// <summary>Exponential loss, <see cref="ExponentialLoss{T}"/>, of targets 0 and 1.</summary>
    /// <param name="pos_weight">Weight of the class 1.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule ExponentialLoss(double pos_weight = 1, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfPoint(nameof(ExponentialLoss), new ExponentialLoss<float>((float)pos_weight, 1), new ExponentialLoss<double>(pos_weight, 1), reduction);

    /// <summary>Loss of preferences, <see cref="PreferenceLoss{T}"/>, as of direct preference optimisation.</summary>
    /// <param name="beta">β, what margins are multiplied by.</param>
    /// <param name="label_smoothing">The fraction of preferences that are believed to be flipped.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule PreferenceLoss(double beta = 1, double label_smoothing = 0, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfPoint(nameof(PreferenceLoss), new PreferenceLoss<float>((float)beta, (float)label_smoothing), new PreferenceLoss<double>(beta, label_smoothing), reduction);

    /// <summary>Half the squared error, <see cref="SquaredLoss{T}"/>: half of PyTorch's <c>MSELoss</c>.</summary>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule SquaredLoss(nn.Reduction reduction = nn.Reduction.Mean) => LossModule.OfPoint(nameof(SquaredLoss), default(SquaredLoss<float>), default(SquaredLoss<double>), reduction);

    /// <summary>Absolute error, <see cref="AbsoluteLoss{T}"/>.</summary>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule L1Loss(nn.Reduction reduction = nn.Reduction.Mean) => LossModule.OfPoint(nameof(L1Loss), default(AbsoluteLoss<float>), default(AbsoluteLoss<double>), reduction);

    /// <summary>Huber's loss, <see cref="HuberLoss{T}"/>.</summary>
    /// <param name="reduction">None, mean or sum.</param>
    /// <param name="delta">δ, above 0.</param>
    public static LossModule HuberLoss(nn.Reduction reduction = nn.Reduction.Mean, double delta = 1) =>
        LossModule.OfPoint(nameof(HuberLoss), new HuberLoss<float>((float)delta), new HuberLoss<double>(delta), reduction);

    /// <summary>Quantile loss, <see cref="QuantileLoss{T}"/>.</summary>
    /// <param name="quantile">In (0, 1).</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule QuantileLoss(double quantile = 0.5, nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfPoint(nameof(QuantileLoss), new QuantileLoss<float>((float)quantile), new QuantileLoss<double>(quantile), reduction);

    /// <summary>Poisson loss of the logarithm of the mean, <see cref="PoissonLoss{T}"/>: PyTorch's with <c>log_input</c> and without <c>full</c>.</summary>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule PoissonNLLLoss(nn.Reduction reduction = nn.Reduction.Mean) =>
        LossModule.OfPoint(nameof(PoissonNLLLoss), default(PoissonLoss<float>), default(PoissonLoss<double>), reduction);
}
