using Counterweight.Neighbors;
using Xunit;

namespace Counterweight.Tests.Neighbors;

/// <summary>Tables of nominal features, by hand.</summary>
public sealed class NominalFeatureTests
{
    [Fact]
    public void ProbabilitiesMakeTheDifferencesOfStanfillAndWaltz()
    {
        // P(c|v): (1, 0, 0), (½, ½, 0), (¼, ¼, ½).
        double[] probabilities = [1, 0, 0, 0.5, 0.5, 0, 0.25, 0.25, 0.5];
        Assert.Equal([0, 1, 2.25f, 1, 0, 1, 2.25f, 1, 0], NominalFeature.FromProbabilities(4, 3, probabilities).SquaredDifferences);
        Assert.Equal([0, 0.5f, 0.875f, 0.5f, 0, 0.375f, 0.875f, 0.375f, 0], NominalFeature.FromProbabilities(4, 3, probabilities, ValueDifference.Squared).SquaredDifferences);
    }

    /// <summary>Value 2 has no row: it is as all rows are. The row without a value counts nowhere.</summary>
    [Fact]
    public void LabelsMakeProbabilities()
    {
        var made = NominalFeature.FromLabels(1, 3, [0, 0, 1, 1, 1, 1, -1], [0, 1, 0, 0, 0, 1, 1], 2);
        Assert.Equal(NominalFeature.FromProbabilities(1, 2, [0.5, 0.5, 0.75, 0.25, 4 / 6.0, 2 / 6.0]).SquaredDifferences, made.SquaredDifferences);
        Assert.Equal((1, 3), (made.Feature, made.ValueCount));
    }

    [Fact]
    public void MismatchesAreAllAlike() => Assert.Equal([0, 2.5f, 2.5f, 0], NominalFeature.Mismatch(0, 2, 2.5f).SquaredDifferences);

    [Fact]
    public void ATableIsCopied()
    {
        float[] table = [0, 1, 1, 0];
        var made = new NominalFeature(2, 2, table);
        table[1] = 7;
        Assert.Equal([0, 1, 1, 0], made.SquaredDifferences);
    }

    [Fact]
    public void BadTablesAreRefused()
    {
        Throws<ArgumentOutOfRangeException>("feature is -1; it must be at least 0.", () => new NominalFeature(-1, 1, [0]));
        Throws<ArgumentOutOfRangeException>("valueCount is 0; it must be at least 1.", () => new NominalFeature(0, 0, []));
        Throws<ArgumentOutOfRangeException>("valueCount is 50000; a table of so many values squared is beyond an array.", () => NominalFeature.Mismatch(0, 50000, 1));
        Throws<ArgumentException>("squaredDifferences has 3 elements, valueCount · valueCount asks for 4.", () => new NominalFeature(0, 2, [0, 1, 1]));
        Throws<ArgumentOutOfRangeException>("squaredDifferences[1] is -1;", () => new NominalFeature(0, 2, [0, -1, -1, 0]));
        Throws<ArgumentOutOfRangeException>("squaredDifferences[1] is NaN;", () => new NominalFeature(0, 2, [0, float.NaN, float.NaN, 0]));
        Throws<ArgumentOutOfRangeException>("squaredDifferences[1] is Infinity;", () => new NominalFeature(0, 2, [0, float.PositiveInfinity, float.PositiveInfinity, 0]));
        Throws<ArgumentOutOfRangeException>("squaredDifferences[3] is 0.5;", () => new NominalFeature(0, 2, [0, 1, 1, 0.5f]));
        Throws<ArgumentException>("squaredDifferences is not symmetric: values 0 and 1 differ by 1 one way and by 2 the other.", () => new NominalFeature(0, 2, [0, 1, 2, 0]));
        Throws<ArgumentOutOfRangeException>("squaredDifference is NaN; a weight must be finite and not negative.", () => NominalFeature.Mismatch(0, 2, float.NaN));
    }

    [Fact]
    public void BadProbabilitiesAndLabelsAreRefused()
    {
        Throws<ArgumentOutOfRangeException>("classCount is 0; it must be at least 1.", () => NominalFeature.FromProbabilities(0, 0, [1]));
        Throws<ArgumentException>("probabilities has 3 elements, no multiple of the 2 classes.", () => NominalFeature.FromProbabilities(0, 2, [0, 1, 1]));
        Throws<ArgumentException>("probabilities has 0 elements, no multiple of the 2 classes.", () => NominalFeature.FromProbabilities(0, 2, []));
        Throws<ArgumentOutOfRangeException>("probabilities[1] is 1.5; it must lie in [0, 1].", () => NominalFeature.FromProbabilities(0, 2, [0, 1.5]));
        Throws<ArgumentOutOfRangeException>("difference is 2; it must be a value of ValueDifference.", () => NominalFeature.FromProbabilities(0, 2, [0, 1], (ValueDifference)2));
        Throws<ArgumentException>("codes has 1 elements, labels asks for 2.", () => NominalFeature.FromLabels(0, 2, [0], [0, 1], 2));
        Throws<ArgumentOutOfRangeException>("labels[1] is 2; a label must lie in [0, 2)", () => NominalFeature.FromLabels(0, 2, [0, 1], [0, 2], 2));
        Throws<ArgumentOutOfRangeException>("codes[1] is 2; a label must lie in [0, 2)", () => NominalFeature.FromLabels(0, 2, [0, 2], [0, 1], 2));
        Throws<ArgumentException>("codes has no row with a value.", () => NominalFeature.FromLabels(0, 2, [-1], [0], 2));
        Throws<ArgumentOutOfRangeException>("valueCount is 0; it must be at least 1.", () => NominalFeature.FromLabels(0, 0, [], [], 2));
        Throws<ArgumentOutOfRangeException>("classCount is 1048576; with 4096 values, their frequencies are beyond an array.", () => NominalFeature.FromLabels(0, 4096, [0], [0], 1 << 20));
        Throws<ArgumentOutOfRangeException>("classCount is 0; it must be at least 1.", () => NominalFeature.FromLabels(0, 1, [], [], 0));
    }

    private static void Throws<T>(string message, Func<NominalFeature> make)
        where T : ArgumentException => Assert.StartsWith(message, Assert.Throws<T>(make).Message, StringComparison.Ordinal);
}
