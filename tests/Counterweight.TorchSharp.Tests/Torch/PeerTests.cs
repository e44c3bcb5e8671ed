using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Counterweight.TorchSharp.Tests.Torch;

/// <summary>Values and gradients are those of torch's own losses, where torch has the loss.</summary>
[Collection(Libtorch.Collection)]
public sealed class PeerTests
{
    private const int Rows = 67;
    private const int Classes = 5;

    public static TheoryData<nn.Reduction, bool, double> Options =>
    [
        .. from reduction in (nn.Reduction[])[nn.Reduction.None, nn.Reduction.Mean, nn.Reduction.Sum]
           from isWeighted in (bool[])[false, true]
           from smoothing in (double[])[0, 0.1]
           select (reduction, isWeighted, smoothing),
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public void CrossEntropy(nn.Reduction reduction, bool isWeighted, double smoothing)
    {
        Libtorch.Need();
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            using var scope = NewDisposeScope();
            var (input, weight) = (randn(Rows, Classes, dtype: type), isWeighted ? rand(Classes, dtype: type) : null);
            var target = randint(0, Classes, Rows, dtype: ScalarType.Int64);
            target[3] = -100;
            using var ours = LossModules.CrossEntropyLoss(weight, reduction: reduction, label_smoothing: smoothing);
            Same(type, input, x => ours.call(x, target), x => nn.functional.cross_entropy(x, target, weight, -100, reduction, smoothing));
            Same(type, input, x => ours.call(x, target.to_type(ScalarType.Int32)), x => ours.call(x, target));
            var probabilities = randn(Rows, Classes, dtype: type).softmax(1);
            using var soft = LossModules.SoftTargetCrossEntropyLoss(weight, reduction, smoothing);
            Same(type, input, x => soft.call(x, probabilities), x => nn.functional.cross_entropy(x, probabilities, weight, -100, reduction, smoothing));
        }
    }

    [Theory]
    [InlineData(nn.Reduction.None)]
    [InlineData(nn.Reduction.Mean)]
    [InlineData(nn.Reduction.Sum)]
    public void LossesOfElements(nn.Reduction reduction)
    {
        Libtorch.Need();
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            using var scope = NewDisposeScope();
            Tensor input = 2 * randn(Rows, 3, dtype: type), labels = rand(Rows, 3, dtype: type).round(), numbers = randn(Rows, 3, dtype: type), weights = rand(Rows, 3, dtype: type);
            using var binary = LossModules.BCEWithLogitsLoss(pos_weight: 3, reduction: reduction);
            Same(type, input, x => binary.call(x, labels), x => nn.functional.binary_cross_entropy_with_logits(x, labels, null, reduction, tensor(3.0, dtype: type)));
            Same(type, input, x => binary.forward(x, labels, weights), x => nn.functional.binary_cross_entropy_with_logits(x, labels, weights, reduction, tensor(3.0, dtype: type)));
            using var huber = LossModules.HuberLoss(reduction, delta: 0.5);
            Same(type, input, x => huber.call(x, numbers), x => nn.functional.huber_loss(x, numbers, 0.5, reduction));
            using var absolute = LossModules.L1Loss(reduction);
            Same(type, input, x => absolute.call(x, numbers), x => nn.functional.l1_loss(x, numbers, reduction));
            using var squared = LossModules.SquaredLoss(reduction);
            Same(type, input, x => 2 * squared.call(x, numbers), x => nn.functional.mse_loss(x, numbers, reduction));
            using var poisson = LossModules.PoissonNLLLoss(reduction);
            Same(type, input, x => poisson.call(x, labels), x => nn.functional.poisson_nll_loss(x, labels, true, false, 1e-8f, reduction));
        }
    }

    [Fact]
    public void DistillationIsTheBatchMeanOfTheDivergence()
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        var (input, teacher) = (randn(Rows, Classes, dtype: ScalarType.Float64), (randn(Rows, Classes, dtype: ScalarType.Float64) / 2).softmax(1));
        using var ours = LossModules.DistillationLoss(2);
        Same(ScalarType.Float64, input, x => ours.call(x, teacher), x => 4 * nn.functional.kl_div((x / 2).log_softmax(1), teacher, false, nn.Reduction.Sum) / Rows);
    }

    [Fact]
    public void NormsAreClippedAsTorchClipsThem()
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        using var model = nn.Linear(20, 7);
        using var other = nn.Linear(20, 7);
        foreach (var (one, two) in model.parameters().Zip(other.parameters()))
        {
            one.grad = randn_like(one);
            two.grad = one.grad!.clone();
        }

        using var unused = new Parameter(zeros(3));
        var norm = GradientClip.ByNorm([unused, .. model.parameters()], 0.75);
        Assert.Equal(nn.utils.clip_grad_norm_(other.parameters(), 0.75), norm, 1e-5);
        Assert.True(norm > 1);
        Assert.All(model.parameters().Zip(other.parameters()), pair => Assert.True(pair.First.grad!.allclose(pair.Second.grad!, 1e-5, 1e-7)));
        GradientClip.ByValue(model.parameters(), 0.01);
        Assert.All(model.parameters(), parameter => Assert.True(parameter.grad!.abs().max().item<float>() <= 0.01f));
    }

    private static void Same(ScalarType type, Tensor input, Func<Tensor, Tensor> ours, Func<Tensor, Tensor> theirs)
    {
        var epsilon = type == ScalarType.Float32 ? 2e-5 : 1e-12;
        var (one, other) = (input.clone().requires_grad_(true), input.clone().requires_grad_(true));
        var (value, expected) = (ours(one), theirs(other));
        Assert.True(value.allclose(expected, epsilon, epsilon), $"{value.cstr()} {expected.cstr()}");
        var factor = randn_like(expected.detach());
        (value * factor).sum().backward();
        (expected * factor).sum().backward();
        Assert.True(one.grad!.allclose(other.grad!, epsilon, epsilon), $"{one.grad.cstr()} {other.grad!.cstr()}");
        Assert.True(one.grad!.abs().max().to_type(ScalarType.Float64).item<double>() > 0);
    }
}
