using System.Diagnostics;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Counterweight.TorchSharp.Tests.Torch;

/// <summary>Graphs: derivatives of every module, earlier layers, second derivatives, memory.</summary>
[Collection(Libtorch.Collection)]
public sealed class AutogradTests
{
    private static readonly long[] Counts = [90, 9, 1];

    public static TheoryData<string> Modules => [.. Library().Keys];

    /// <summary>Every public factory of modules is tried.</summary>
    [Fact]
    public void NoModuleIsLeftOut() =>
        Assert.Equal(typeof(LossModules).GetMethods().Where(method => method.ReturnType == typeof(LossModule)).Select(method => method.Name).Order(StringComparer.Ordinal), Library().Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Modules))]
    public void GradientsAreFiniteDifferences(string name)
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        using var module = Library()[name].Create();
        var (input, target) = Library()[name].Data();
        input.requires_grad_(true);
        module.call(input, target).backward();
        var gradient = input.grad!;
        const double Step = 1e-6;
        using (no_grad())
        {
            for (var i = 0L; i < input.numel(); i++)
            {
                var offset = zeros(input.numel(), dtype: ScalarType.Float64);
                offset[i] = Step;
                offset = offset.reshape(input.shape);
                var difference = (module.call(input + offset, target) - module.call(input - offset, target)).item<double>() / (2 * Step);
                Assert.Equal(difference, gradient.flatten()[i].item<double>(), 1e-7);
            }
        }

        var single = input.detach().to_type(ScalarType.Float32);
        Assert.Equal(
            module.call(input, target).item<double>(),
            module.call(single, target.dtype == ScalarType.Int64 ? target : target.to_type(ScalarType.Float32)).item<float>(),
            1e-4);
    }

    [Fact]
    public void EarlierLayersLearn()
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        var layer = nn.Linear(4, 3);
        var (rows, target) = (randn(10, 4), randint(0, 3, 10));
        using var loss = LossModules.CrossEntropyLoss();
        loss.call(layer.call(rows), target).backward();
        var ours = layer.weight!.grad!.clone();
        layer.zero_grad();
        nn.functional.cross_entropy(layer.call(rows), target).backward();
        Assert.True(ours.allclose(layer.weight!.grad!, 1e-5, 1e-6));
        Assert.True(ours.abs().max().item<float>() > 0);
    }

    [Fact]
    public void SecondDerivativesAreRefused()
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        var input = randn([5, 3], dtype: ScalarType.Float32, requires_grad: true);
        using var loss = LossModules.CrossEntropyLoss();
        var value = loss.call(input * input, randint(0, 3, 5));
        var gradient = autograd.grad([value], [input], create_graph: true)[0];
        Assert.Contains("derivative", Assert.ThrowsAny<Exception>(() => gradient.sum().backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGraphIsWalkedAgainWhereItIsRetained()
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        var input = randn([5], requires_grad: true);
        using var loss = LossModules.SquaredLoss(nn.Reduction.Sum);
        var value = 3 * loss.call(input, zeros(5));
        value.backward(retain_graph: true);
        value.backward();
        Assert.True(input.grad!.allclose(6 * input.detach()));
    }

    [Fact]
    public void WithoutGradientsThereIsNoGraph()
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        using var loss = LossModules.BCEWithLogitsLoss();
        var (input, target) = (randn([5], requires_grad: true), ones(5));
        Assert.True(loss.call(input, target).requires_grad);
        Assert.False(loss.call(input.detach(), target).requires_grad);
        using (no_grad())
        {
            Assert.False(loss.call(input, target).requires_grad);
        }
    }

    /// <summary>Nothing but the garbage collector would dispose of a tensor that is left behind, and it does not know how large they are.</summary>
    [Fact]
    public void NothingLeaks()
    {
        Libtorch.Need();
        using var input = randn([20_000], requires_grad: true);
        using var target = ones(20_000);
        using var loss = LossModules.FocalLoss();
        Learn(1000);
        var (memory, tensors) = (Process.GetCurrentProcess().WorkingSet64, Tensor.TotalCount);
        Learn(20);
        Assert.InRange(Tensor.TotalCount - tensors, long.MinValue, 2);
        Learn(10_000);
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - memory, long.MinValue, 100_000_000);

        void Learn(int iterations)
        {
            for (var i = 0; i < iterations; i++)
            {
                using var value = loss.call(input, target);
                value.backward();
            }
        }
    }

    [Fact]
    public void TensorsThatAreNoneOfOursAreRefused()
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        using var loss = LossModules.CrossEntropyLoss();
        var (logits, labels) = (randn([4, 3], requires_grad: true), zeros(4, dtype: ScalarType.Int64));
        Refuses("input", "is not contiguous: call contiguous()", () => loss.call(randn(3, 4).t(), labels));
        Refuses("input", "elements of type Float16", () => loss.call(logits.to_type(ScalarType.Float16), labels));
        Refuses("target", "elements of type Float32, where Int64 is needed", () => loss.call(logits, zeros(4)));
        Refuses("target", "layout Sparse", () => loss.call(logits, labels.to_sparse()));
        Refuses("labels", "labels[2] is 3;", () => loss.call(logits, tensor((long[])[0, 1, 3, 2])));
        using var binary = LossModules.BCEWithLogitsLoss();
        Refuses("target", "requires a gradient", () => binary.call(logits, logits));
        Assert.Throws<ArgumentNullException>("input", () => binary.call(null!, logits));
        Assert.Throws<ArgumentNullException>("target", () => binary.call(logits, null!));
        var part = logits[1..3];
        Assert.True(loss.call(part, labels[1..3]).allclose(nn.functional.cross_entropy(part, labels[1..3])));

        static void Refuses(string parameter, string message, Action call)
        {
            var exception = Assert.ThrowsAny<ArgumentException>(call);
            Assert.Equal(parameter, exception.ParamName);
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WeightsAreSavedWithTheModule()
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        using var loss = LossModules.CrossEntropyLoss(tensor((float[])[1, 2, 3]));
        Assert.Equal([1, 2, 3], loss.state_dict()["weight"].data<float>().ToArray());
        loss.load_state_dict(new(StringComparer.Ordinal) { ["weight"] = tensor((float[])[3, 2, 1]) });
        var (logits, labels) = (randn(4, 3), tensor((long[])[0, 1, 2, 0]));
        Assert.True(loss.call(logits, labels).allclose(nn.functional.cross_entropy(logits, labels, tensor((float[])[3, 2, 1]))));
    }

    [Fact]
    public void LossesOfYourOwn()
    {
        Libtorch.Need();
        using var scope = NewDisposeScope();
        var (input, target) = (randn([6], dtype: ScalarType.Float64, requires_grad: true), zeros(6, dtype: ScalarType.Float64));
        TensorLoss.Point<SquaredLoss<double>, double>(default, input, target, reduction: nn.Reduction.Sum).backward();
        Assert.True(input.grad!.allclose(input.detach()));
        var sampler = new BalancedBatchSampler(tensor((long[])[0, 1, 0, 0]), 2, 4);
        Assert.Equal(2, sampler.Batch(0).Count(row => row == 1));
        var row = TensorLoss.Softmax<SoftmaxCrossEntropy<float>, float>(new(), randn(3), tensor(2L), reduction: nn.Reduction.None);
        Assert.Equal(0, row.dim());
    }

    private static Dictionary<string, (Func<LossModule> Create, Func<(Tensor, Tensor)> Data)> Library() => new(StringComparer.Ordinal)
    {
        [nameof(LossModules.CrossEntropyLoss)] = (() => LossModules.CrossEntropyLoss(label_smoothing: 0.1), Labels),
        [nameof(LossModules.SoftmaxFocalLoss)] = (() => LossModules.SoftmaxFocalLoss(1.5), Labels),
        [nameof(LossModules.Poly1CrossEntropyLoss)] = (() => LossModules.Poly1CrossEntropyLoss(2), Labels),
        [nameof(LossModules.LogitAdjustedCrossEntropyLoss)] = (() => LossModules.LogitAdjustedCrossEntropyLoss(Counts), Labels),
        [nameof(LossModules.LdamLoss)] = (() => LossModules.LdamLoss(Counts, s: 2), Labels),
        [nameof(LossModules.MulticlassHingeLoss)] = (() => LossModules.MulticlassHingeLoss(3), Labels),
        [nameof(LossModules.SoftTargetCrossEntropyLoss)] = (() => LossModules.SoftTargetCrossEntropyLoss(), Probabilities),
        [nameof(LossModules.DistillationLoss)] = (() => LossModules.DistillationLoss(2), Probabilities),
        [nameof(LossModules.TverskyLoss)] = (() => LossModules.TverskyLoss(0.3, 0.7), Binary),
        [nameof(LossModules.DiceLoss)] = (() => LossModules.DiceLoss(), Binary),
        [nameof(LossModules.BCEWithLogitsLoss)] = (() => LossModules.BCEWithLogitsLoss(3, label_smoothing: 0.1), Binary),
        [nameof(LossModules.FocalLoss)] = (() => LossModules.FocalLoss(1.5, 0.25), Binary),
        [nameof(LossModules.AsymmetricLoss)] = (() => LossModules.AsymmetricLoss(), Binary),
        [nameof(LossModules.LogitAdjustedBCELoss)] = (() => LossModules.LogitAdjustedBCELoss(0.1), Binary),
        [nameof(LossModules.HingeLoss)] = (() => LossModules.HingeLoss(2), Binary),
        [nameof(LossModules.SquaredHingeLoss)] = (() => LossModules.SquaredHingeLoss(2), Binary),
        [nameof(LossModules.ExponentialLoss)] = (() => LossModules.ExponentialLoss(2), Binary),
        [nameof(LossModules.PreferenceLoss)] = (() => LossModules.PreferenceLoss(0.5, 0.1), Binary),
        [nameof(LossModules.SquaredLoss)] = (() => LossModules.SquaredLoss(), Numbers),
        [nameof(LossModules.L1Loss)] = (() => LossModules.L1Loss(), Numbers),
        [nameof(LossModules.HuberLoss)] = (() => LossModules.HuberLoss(delta: 0.5), Numbers),
        [nameof(LossModules.QuantileLoss)] = (() => LossModules.QuantileLoss(0.9), Numbers),
        [nameof(LossModules.PoissonNLLLoss)] = (() => LossModules.PoissonNLLLoss(), Binary),
    };

    private static (Tensor, Tensor) Labels() => (randn(7, 3, dtype: ScalarType.Float64), randint(0, 3, 7, dtype: ScalarType.Int64));

    private static (Tensor, Tensor) Probabilities() => (randn(7, 3, dtype: ScalarType.Float64), randn(7, 3, dtype: ScalarType.Float64).softmax(1));

    private static (Tensor, Tensor) Binary() => (randn(11, dtype: ScalarType.Float64), rand(11, dtype: ScalarType.Float64).round());

    private static (Tensor, Tensor) Numbers() => (randn(11, dtype: ScalarType.Float64), randn(11, dtype: ScalarType.Float64));
}
