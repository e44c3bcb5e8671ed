using System.Globalization;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.SoftTargets;
using Xunit;

namespace Counterweight.Tests.Losses.SoftTargets;

/// <summary>Bad input of losses with soft targets: parameter, index and value are named, and nothing is written.</summary>
public sealed class SoftTargetRefusalTests
{
    private const int Rows = 37;
    private const int Classes = 5;

    [Theory]
    [InlineData(0, -0.5)]
    [InlineData(184, double.NaN)]
    [InlineData(130, double.PositiveInfinity)]
    [InlineData(77, -1e-45)]
    public void ATargetOrWeightNegativeOrNotFinite(int index, double bad)
    {
        var number = ((float)bad).ToString(CultureInfo.InvariantCulture);
        Refuses<ArgumentOutOfRangeException>("targets", [$"[{index}]", number, "probability"], targets: With(Rows * Classes, index, bad));
        Refuses<ArgumentOutOfRangeException>("weights.PerSample", [$"[{index / Classes}]", number], sampleWeights: With(Rows, index / Classes, bad));
        Refuses<ArgumentOutOfRangeException>("weights.PerClass", [$"[{index % Classes}]", number], classWeights: With(Classes, index % Classes, bad));
    }

    [Fact]
    public void LengthsThatDiffer()
    {
        Refuses<ArgumentException>("targets", ["184", "5"], targets: new float[184]);
        Refuses<ArgumentException>("scores", ["184", "185"], scores: new float[184]);
        Refuses<ArgumentException>("scores", ["185", "180"], targets: new float[180]);
        Refuses<ArgumentException>("weights.PerClass", ["4", "5"], classWeights: new float[4]);
        Refuses<ArgumentException>("weights.PerSample", ["36", "37"], sampleWeights: new float[36]);
        Refuses<ArgumentException>("outputs.Value", ["36", "37"], value: new float[36]);
        Refuses<ArgumentException>("outputs.Gradient", ["37", "185"], gradient: new float[37]);
        Refuses<ArgumentException>("outputs.Hessian", ["186", "185"], hessian: new float[186]);
        Refuses<ArgumentException>("loss.Transform.Bias", ["4", "5"], loss: new(0, new(1, new float[4])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void DegreesOfParallelismBelowOne(int threads) =>
        Refuses<ArgumentOutOfRangeException>("degreeOfParallelism", [$"{threads}"], threads: threads);

    [Fact]
    public void ClassMajorMatrices() => Refuses<ArgumentException>("layout", ["row-major"], layout: LogitLayout.ClassMajor(Classes));

    [Fact]
    public void Margins()
    {
        var exception = Assert.Throws<ArgumentException>("transform", () => new SoftTargetCrossEntropy<float>(0, new(1, [], [1, 2, 3])));
        Assert.Contains("margin", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>("loss", () => SoftTargetLoss.Evaluate<WithMargins, float>(default, new float[3], LogitLayout.RowMajor(3), new float[3]));
        Assert.Contains("Margins", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParametersOutOfRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new SoftTargetCrossEntropy<float>(1.01f));
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new SoftTargetCrossEntropy<double>(double.NaN));
        foreach (var temperature in (float[])[0, -1, float.NaN, float.PositiveInfinity, 1e20f, 1e-25f])
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>("temperature", () => new DistillationLoss<float>(temperature));
            Assert.Contains(temperature.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
        }
    }

    private static float[] With(int length, int index, double value)
    {
        var numbers = new float[length];
        numbers[index] = (float)value;
        return numbers;
    }

    private static void Refuses<TException>(
        string parameter, string[] words, float[]? scores = null, float[]? targets = null, float[]? classWeights = null, float[]? sampleWeights = null,
        float[]? value = null, float[]? gradient = null, float[]? hessian = null, LogitLayout? layout = null, SoftTargetCrossEntropy<float> loss = default, int threads = 1)
        where TException : ArgumentException
    {
        float[][] outputs = [value ?? new float[Rows], gradient ?? new float[Rows * Classes], hessian ?? new float[Rows * Classes]];
        foreach (var output in outputs)
        {
            output.AsSpan().Fill(77);
        }

        var exception = Assert.Throws<TException>(parameter, () => SoftTargetLoss.Evaluate(
            loss,
            scores ?? new float[Rows * Classes],
            layout ?? LogitLayout.RowMajor(Classes),
            targets ?? new float[Rows * Classes],
            new LossWeights<float> { PerClass = classWeights, PerSample = sampleWeights },
            new LossOutputs<float> { Value = outputs[0], Gradient = outputs[1], Hessian = outputs[2] },
            threads));
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
        Assert.All(outputs, output => Assert.False(output.AsSpan().ContainsAnyExcept(77)));
    }

    /// <summary>A user's loss that asks for what soft targets cannot have.</summary>
    private readonly struct WithMargins : ISoftTargetLoss<float>
    {
        public float LabelSmoothing => 0;

        public LogitTransform<float> Transform => new(1, [], [1, 2, 3]);

        public float Factor => 1;
    }
}
