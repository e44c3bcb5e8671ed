using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Bad input: parameter, index and value are named, and nothing is written.</summary>
public sealed class RefusalTests
{
    private const int Rows = 37;
    private const int Classes = 5;

    [Theory]
    [InlineData(0, -2)]
    [InlineData(17, 5)]
    [InlineData(36, int.MaxValue)]
    [InlineData(20, int.MinValue)]
    public void ALabelOutOfRange(int index, int label)
    {
        var labels = new int[Rows];
        labels[index] = label;
        RefusesSoftmax<ArgumentOutOfRangeException>("labels", [$"[{index}]", $"{label}", "5"], labels: labels);
    }

    [Theory]
    [InlineData(0, -0.5)]
    [InlineData(36, double.NaN)]
    [InlineData(21, double.PositiveInfinity)]
    public void AWeightNegativeOrNotFinite(int index, double weight)
    {
        var weights = new float[Rows];
        weights[index] = (float)weight;
        var value = weights[index].ToString(System.Globalization.CultureInfo.InvariantCulture);
        RefusesSoftmax<ArgumentOutOfRangeException>("weights.PerSample", [$"[{index}]", value], sampleWeights: weights);
        RefusesBinary<ArgumentOutOfRangeException>("sampleWeights", [$"[{index}]", value], weights: weights);
        var classWeights = new float[Classes];
        classWeights[index % Classes] = (float)weight;
        RefusesSoftmax<ArgumentOutOfRangeException>("weights.PerClass", [$"[{index % Classes}]", value], classWeights: classWeights);
    }

    [Theory]
    [InlineData(0, -0.25)]
    [InlineData(36, 1.5)]
    [InlineData(18, double.NaN)]
    public void ATargetOutOfRange(int index, double target)
    {
        var targets = new float[Rows];
        targets[index] = (float)target;
        RefusesBinary<ArgumentOutOfRangeException>("targets", [$"[{index}]", targets[index].ToString(System.Globalization.CultureInfo.InvariantCulture), "[0, 1]"], targets: targets);
    }

    [Fact]
    public void LengthsThatDiffer()
    {
        RefusesSoftmax<ArgumentException>("scores", ["184", "185"], scores: new float[184]);
        RefusesSoftmax<ArgumentException>("weights.PerClass", ["4", "5"], classWeights: new float[4]);
        RefusesSoftmax<ArgumentException>("weights.PerSample", ["36", "37"], sampleWeights: new float[36]);
        RefusesSoftmax<ArgumentException>("outputs.Value", ["36", "37"], value: new float[36]);
        RefusesSoftmax<ArgumentException>("outputs.Gradient", ["37", "185"], gradient: new float[37]);
        RefusesSoftmax<ArgumentException>("outputs.Hessian", ["186", "185"], hessian: new float[186]);
        RefusesBinary<ArgumentException>("targets", ["36", "37"], targets: new float[36]);
        RefusesBinary<ArgumentException>("sampleWeights", ["38", "37"], weights: new float[38]);
        RefusesBinary<ArgumentException>("outputs.Value", ["36", "37"], value: new float[36]);
        RefusesBinary<ArgumentException>("outputs.Gradient", ["36", "37"], gradient: new float[36]);
        RefusesBinary<ArgumentException>("outputs.Hessian", ["36", "37"], hessian: new float[36]);
    }

    [Theory]
    [InlineData(-Rows + 1)]
    [InlineData(-16)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(Rows - 1)]
    public void AnOutputThatPartlyOverlapsAnInput(int shift)
    {
        string[] outputs = ["outputs.Value", "outputs.Gradient", "outputs.Hessian"];
        string[] inputs = ["scores", "targets", "sampleWeights"];
        for (var output = 0; output < outputs.Length; output++)
        {
            for (var input = 0; input < inputs.Length; input++)
            {
                var memory = Ones(3 * Rows);
                var exception = Assert.Throws<ArgumentException>(outputs[output], () => Evaluate(memory, shift, output, input));
                Assert.Contains($"overlaps {inputs[input]}", exception.Message, StringComparison.Ordinal);
                Assert.False(memory.AsSpan().ContainsAnyExcept(1));

                // In its place, and beside it, is well.
                var (beside, inPlace) = (Ones(3 * Rows), Ones(3 * Rows));
                Evaluate(beside, Rows, output, input);
                Evaluate(inPlace, 0, output, input);
                Assert.Equal(beside[(2 * Rows)..], inPlace[Rows..(2 * Rows)]);
            }
        }

        static void Evaluate(float[] memory, int shift, int output, int input)
        {
            var (read, written) = (memory.AsMemory(Rows, Rows), memory.AsMemory(Rows + shift, Rows));
            PointLoss.Evaluate<BinaryCrossEntropy<float>, float>(
                new(1, 1, 0),
                input == 0 ? read.Span : Ones(Rows),
                input == 1 ? read.Span : Ones(Rows),
                input == 2 ? read.Span : Ones(Rows),
                new LossOutputs<float>
                {
                    Value = output == 0 ? written.Span : default,
                    Gradient = output == 1 ? written.Span : default,
                    Hessian = output == 2 ? written.Span : default,
                });
        }

        static float[] Ones(int length) => [.. Enumerable.Repeat(1f, length)];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void DegreesOfParallelismBelowOne(int threads)
    {
        RefusesSoftmax<ArgumentOutOfRangeException>("degreeOfParallelism", [$"{threads}"], threads: threads);
        RefusesBinary<ArgumentOutOfRangeException>("degreeOfParallelism", [$"{threads}"], threads: threads);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData((1 << 24) + 1)]
    public void ClassCountsOutOfRange(int classes) => RefusesSoftmax<ArgumentOutOfRangeException>("classCount", [$"{classes}"], classes: classes);

    [Fact]
    public void ParametersOutOfRange()
    {
        Assert.Contains("-0.5", Assert.Throws<ArgumentOutOfRangeException>("positiveWeight", () => new BinaryCrossEntropy<float>(-0.5f, 1, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("negativeWeight", () => new BinaryCrossEntropy<float>(1, float.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new BinaryCrossEntropy<double>(1, 1, 1.01));
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new SoftmaxCrossEntropy<double>(-1e-9));
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => new SoftmaxCrossEntropy<float>(float.NaN));
    }

    private static void RefusesSoftmax<TException>(
        string parameter, string[] words, float[]? scores = null, int[]? labels = null, float[]? classWeights = null, float[]? sampleWeights = null,
        float[]? value = null, float[]? gradient = null, float[]? hessian = null, int classes = Classes, int threads = 1)
        where TException : ArgumentException
    {
        float[][] outputs = [value ?? new float[Rows], gradient ?? new float[Rows * Classes], hessian ?? new float[Rows * Classes]];
        Refuses<TException>(parameter, words, outputs, () => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(),
            scores ?? new float[Rows * Classes],
            classes,
            labels ?? new int[Rows],
            new LossWeights<float> { PerClass = classWeights, PerSample = sampleWeights },
            new LossOutputs<float> { Value = outputs[0], Gradient = outputs[1], Hessian = outputs[2] },
            degreeOfParallelism: threads));
    }

    private static void RefusesBinary<TException>(
        string parameter, string[] words, float[]? targets = null, float[]? weights = null,
        float[]? value = null, float[]? gradient = null, float[]? hessian = null, int threads = 1)
        where TException : ArgumentException
    {
        float[][] outputs = [value ?? new float[Rows], gradient ?? new float[Rows], hessian ?? new float[Rows]];
        Refuses<TException>(parameter, words, outputs, () => PointLoss.Evaluate<BinaryCrossEntropy<float>, float>(
            new(1, 1, 0),
            new float[Rows],
            targets ?? new float[Rows],
            weights,
            new LossOutputs<float> { Value = outputs[0], Gradient = outputs[1], Hessian = outputs[2] },
            threads));
    }

    private static void Refuses<TException>(string parameter, string[] words, float[][] outputs, Action call)
        where TException : ArgumentException
    {
        foreach (var output in outputs)
        {
            output.AsSpan().Fill(77);
        }

        var exception = Assert.Throws<TException>(parameter, call);
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
        Assert.All(outputs, output => Assert.False(output.AsSpan().ContainsAnyExcept(77)));
    }
}
