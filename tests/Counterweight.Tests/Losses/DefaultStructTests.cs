using System.Reflection;
using System.Runtime.CompilerServices;
using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>
/// The default of every public loss either does what its constructor without parameters makes, or is refused with its name
/// before anything is written; it never computes something else.
/// </summary>
public sealed class DefaultStructTests
{
    /// <summary>Every public loss of the package.</summary>
    public static TheoryData<Type> Losses => [.. typeof(SoftmaxLoss).Assembly.GetExportedTypes()
        .Where(type => type is { IsValueType: true, IsGenericTypeDefinition: true } && type.GetInterfaces().Any(i => Kind(i) != null))
        .Select(type => type.MakeGenericType(typeof(float)))];

    [Theory]
    [MemberData(nameof(Losses))]
    public void IsItsOwnDefaultOrRefused(Type loss)
    {
        var kind = loss.GetInterfaces().Select(Kind).First(name => name != null)!;
        var (given, output) = (Evaluate(kind, Zeros(loss)), Evaluate(kind, Activate(loss)));
        Assert.True(given.Error is null or InvalidOperationException, $"{given.Error}");
        if (given.Error != null)
        {
            Assert.Contains(loss.Name[..^2], given.Error.Message, StringComparison.Ordinal);
            Assert.Contains("default", given.Error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(given.Gradient, g => g != 7);
            return;
        }

        Assert.Null(output.Error);
        Assert.Equal(output.Gradient, given.Gradient);
        Assert.Equal(output.Sum, given.Sum);
        Assert.True(given.Sum.Loss > 0);
    }

    [Fact]
    public void TverskyLoss()
    {
        var sum = OverlapLoss.Sum<float>([1f, -1], [1f, 0]);
        Assert.Throws<InvalidOperationException>(() => default(TverskyLoss).Value(sum));
        var gradient = new float[] { 7, 7 };
        Assert.Throws<InvalidOperationException>(() => OverlapLoss.Evaluate(default, [1f, -1], [1f, 0], [], gradient));
        Assert.Throws<InvalidOperationException>(() => OverlapLoss.Gradient(default, sum, [1f, -1], [1f, 0], [], gradient));
        Assert.Equal([7f, 7], gradient);
        Assert.Equal(0, new TverskyLoss(0, 0, 0).Value(sum));
    }

    /// <summary>α·FP of great prices stays finite.</summary>
    [Fact]
    public void TverskyLossOfPricesNearTheGreatestNumber()
    {
        float[] scores = [1, -1, 2, 0.5f], targets = [1, 0, 0, 1], weights = [1e30f, 1e30f, 1e30f, 1e30f];
        var (plain, huge) = (new float[4], new float[4]);
        var loss = new TverskyLoss(1e308, 1e308, 1e308);
        var sum = OverlapLoss.Evaluate(loss, scores, targets, weights, huge);
        OverlapLoss.Evaluate(new TverskyLoss(1e200, 1e200, 1e200), scores, targets, weights, plain);
        Assert.Equal(new TverskyLoss(1e200, 1e200, 1e200).Value(sum), loss.Value(sum), 1e-15);
        Assert.InRange(loss.Value(sum), 0.9, 1);
        Assert.Equal(plain, huge);
    }

    [Fact]
    public void LayoutWithoutClassesIsNamedBySoftTargets()
    {
        var error = Assert.Throws<ArgumentException>("layout", () => SoftTargetLoss.Evaluate(new SoftTargetCrossEntropy<float>(), [], default, default(ReadOnlySpan<float>)));
        Assert.Contains("no classes", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("layout", () => SoftTargetLoss.Evaluate(new SoftTargetCrossEntropy<float>(), [1f, 2], default, [1f, 0]));
    }

    [Theory]
    [InlineData(1e-22f)]
    [InlineData(1.08e-19f)]
    [InlineData(1.9e19f)]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void TemperaturesWithoutANormalSquareOrReciprocalAreRefused(float temperature) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(temperature), () => new DistillationLoss<float>(temperature));

    [Theory]
    [InlineData(1.1e-19f)]
    [InlineData(1.8e19f)]
    [InlineData(1f)]
    public void TemperaturesAtTheEndsKeepTheirDigits(float temperature)
    {
        var (value, gradient) = (new float[1], new float[3]);
        SoftTargetLoss.Evaluate(
            new DistillationLoss<float>(temperature), [0f, -temperature, temperature], LogitLayout.RowMajor(3), [0.5f, 0.25f, 0.25f],
            outputs: new() { Value = value, Gradient = gradient });
        double[] logits = [0, -1, 1], targets = [0.5, 0.25, 0.25];
        var logSum = Math.Log(logits.Sum(Math.Exp));
        var square = (double)temperature * temperature;
        Assert.Equal(1, value[0] / (square * targets.Zip(logits, (t, z) => t * (Math.Log(t) - z + logSum)).Sum()), 1e-5);
        for (var j = 0; j < 3; j++)
        {
            Assert.Equal(1, gradient[j] / (temperature * (Math.Exp(logits[j] - logSum) - targets[j])), 1e-5);
        }
    }

    /// <summary>A scale of logits whose square overflows is good as long as nobody asks for the Hessian.</summary>
    [Fact]
    public void ScalesOfLogitsWithoutASquareGiveGradients()
    {
        foreach (var scale in (float[])[1e25f, 1e-25f])
        {
            var loss = new SoftmaxCrossEntropy<float>(0, transform: new LogitTransform<float>(scale));
            var (gradient, hessian) = (new float[2], new float[2]);
            SoftmaxLoss.Evaluate(loss, [0f, 1 / scale], 2, [0], outputs: new() { Gradient = gradient });
            Assert.Equal(1, gradient[1] / (scale / (1 + Math.Exp(-1))), 1e-5);
            Assert.Throws<ArgumentOutOfRangeException>("factor", () => SoftmaxLoss.Evaluate(loss, [0f, 1 / scale], 2, [0], outputs: new() { Gradient = gradient, Hessian = hessian }));
            var soft = new SoftTargetCrossEntropy<float>(0, new LogitTransform<float>(scale));
            SoftTargetLoss.Evaluate(soft, [0f, 1 / scale], LogitLayout.RowMajor(2), [1f, 0], outputs: new() { Gradient = gradient });
            Assert.Equal(1, gradient[1] / (scale / (1 + Math.Exp(-1))), 1e-5);
        }
    }

    private static string? Kind(Type contract) => !contract.IsGenericType ? null : contract.GetGenericTypeDefinition() switch
    {
        var type when type == typeof(IPointLoss<,>) => nameof(Points),
        var type when type == typeof(ISoftmaxLoss<>) => nameof(Labels),
        var type when type == typeof(ISoftTargetLoss<>) => nameof(Targets),
        _ => null,
    };

    /// <summary>All zeros.</summary>
    private static object Zeros(Type loss) => RuntimeHelpers.GetUninitializedObject(loss);

    private static object? Activate(Type loss)
    {
        try
        {
            return Activator.CreateInstance(loss);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    private static (float[] Gradient, LossSum Sum, Exception? Error) Evaluate(string kind, object? loss)
    {
        var gradient = new float[] { 7, 7, 7, 7, 7, 7 };
        try
        {
            var method = typeof(DefaultStructTests).GetMethod(kind, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(loss?.GetType() ?? typeof(SoftmaxCrossEntropy<float>));
            return (gradient, (LossSum)method.Invoke(null, [loss ?? default(SoftmaxCrossEntropy<float>), gradient])!, null);
        }
        catch (TargetInvocationException error)
        {
            return (gradient, default, error.InnerException);
        }
    }

    private static LossSum Points<TLoss>(TLoss loss, float[] gradient)
        where TLoss : struct, IPointLoss<TLoss, float> => PointLoss.Evaluate(loss, [0.5f, -0.25f, 2, 1, -3, 0], [1f, 0, 1, 0, 1, 0], outputs: new() { Gradient = gradient });

    private static LossSum Labels<TLoss>(TLoss loss, float[] gradient)
        where TLoss : struct, ISoftmaxLoss<float> => SoftmaxLoss.Evaluate(loss, [0.5f, -0.25f, 2, 1, -3, 0], 3, [0, 2], outputs: new() { Gradient = gradient });

    private static LossSum Targets<TLoss>(TLoss loss, float[] gradient)
        where TLoss : struct, ISoftTargetLoss<float> =>
        SoftTargetLoss.Evaluate(loss, [0.5f, -0.25f, 2, 1, -3, 0], LogitLayout.RowMajor(3), [0.5f, 0.25f, 0.25f, 0, 1, 0], outputs: new() { Gradient = gradient });
}
