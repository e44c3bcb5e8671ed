using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using static TorchSharp.torch;

namespace Counterweight.TorchSharp;

/// <summary>A loss as a module of torch; <see cref="LossModules"/> makes those of the library, and <c>Of…</c> here those of your own.</summary>
/// <remarks>Weights of classes are a buffer named <c>weight</c>: they are saved with the module, and go where it goes.</remarks>
public sealed class LossModule : nn.Module<Tensor, Tensor, Tensor>
{
    private const string WeightName = "weight";

    private readonly Call floats;
    private readonly Call doubles;
    private readonly bool hasWeight;

    private LossModule(string name, Tensor? weight, Call floats, Call doubles)
        : base(name)
    {
        this.floats = floats;
        this.doubles = doubles;
        hasWeight = weight is not null;
        if (weight is not null)
        {
            register_buffer(WeightName, weight);
        }
    }

    private delegate Tensor Call(Tensor input, Tensor target, Tensor? weight, Tensor? sampleWeight);

    /// <summary>A module of a loss of elements: <see cref="TensorLoss.Point"/>.</summary>
    /// <typeparam name="TSingle">The loss of floats.</typeparam>
    /// <typeparam name="TDouble">The same of doubles.</typeparam>
    /// <param name="name">The module's name.</param>
    /// <param name="floats">The loss for inputs that are float32.</param>
    /// <param name="doubles">The loss for inputs that are float64.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule OfPoint<TSingle, TDouble>(string name, TSingle floats, TDouble doubles, nn.Reduction reduction = nn.Reduction.Mean)
        where TSingle : struct, IPointLoss<TSingle, float>
        where TDouble : struct, IPointLoss<TDouble, double> => new(
            name,
            null,
            (input, target, _, weights) => TensorLoss.Point<TSingle, float>(floats, input, target, weights, reduction),
            (input, target, _, weights) => TensorLoss.Point<TDouble, double>(doubles, input, target, weights, reduction));

    /// <summary>A module of a loss of labels: <see cref="TensorLoss.Softmax"/>.</summary>
    /// <typeparam name="TSingle">The loss of floats.</typeparam>
    /// <typeparam name="TDouble">The same of doubles.</typeparam>
    /// <param name="name">The module's name.</param>
    /// <param name="floats">The loss for logits that are float32.</param>
    /// <param name="doubles">The loss for logits that are float64.</param>
    /// <param name="weight">Weights of the classes, [K], of the type of the logits; null: all 1.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule OfSoftmax<TSingle, TDouble>(string name, TSingle floats, TDouble doubles, Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        where TSingle : struct, ISoftmaxLoss<float>
        where TDouble : struct, ISoftmaxLoss<double> => new(
            name,
            weight,
            (input, target, classes, rows) => TensorLoss.Softmax<TSingle, float>(floats, input, target, classes, rows, reduction),
            (input, target, classes, rows) => TensorLoss.Softmax<TDouble, double>(doubles, input, target, classes, rows, reduction));

    /// <summary>A module of a loss of probabilities: <see cref="TensorLoss.SoftTargets"/>.</summary>
    /// <typeparam name="TSingle">The loss of floats.</typeparam>
    /// <typeparam name="TDouble">The same of doubles.</typeparam>
    /// <param name="name">The module's name.</param>
    /// <param name="floats">The loss for logits that are float32.</param>
    /// <param name="doubles">The loss for logits that are float64.</param>
    /// <param name="weight">Weights of the classes, [K], of the type of the logits; null: all 1.</param>
    /// <param name="reduction">None, mean or sum.</param>
    public static LossModule OfSoftTargets<TSingle, TDouble>(string name, TSingle floats, TDouble doubles, Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        where TSingle : struct, ISoftTargetLoss<float>
        where TDouble : struct, ISoftTargetLoss<double> => new(
            name,
            weight,
            (input, target, classes, rows) => TensorLoss.SoftTargets<TSingle, float>(floats, input, target, classes, rows, reduction),
            (input, target, classes, rows) => TensorLoss.SoftTargets<TDouble, double>(doubles, input, target, classes, rows, reduction));

    /// <summary>A module of a loss of the whole batch: <see cref="TensorLoss.Overlap"/>.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="loss">The loss.</param>
    public static LossModule OfOverlap(string name, TverskyLoss loss) => new(
        name,
        null,
        (input, target, _, weights) => TensorLoss.Overlap<float>(loss, input, target, weights),
        (input, target, _, weights) => TensorLoss.Overlap<double>(loss, input, target, weights));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => forward(input, target, null);

    /// <summary>The loss with weights of rows or elements.</summary>
    /// <param name="input">Scores or logits.</param>
    /// <param name="target">Targets or labels.</param>
    /// <param name="sample_weight">Weights of rows of logits, or of the elements of other losses; null: all 1.</param>
    /// <exception cref="ArgumentException">The input is neither float32 nor float64, or as the loss says.</exception>
    public Tensor forward(Tensor input, Tensor target, Tensor? sample_weight)
    {
        ArgumentNullException.ThrowIfNull(input);
        var weight = hasWeight ? get_buffer(WeightName) : null;
        return input.dtype switch
        {
            ScalarType.Float32 => floats(input, target, weight, sample_weight),
            ScalarType.Float64 => doubles(input, target, weight, sample_weight),
            var type => throw new ArgumentException($"input has elements of type {type}; the losses are of Float32 and Float64: call to_type().", nameof(input)),
        };
    }
}
