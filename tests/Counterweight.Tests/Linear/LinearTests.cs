using Counterweight.Linear;
using Xunit;

namespace Counterweight.Tests.Linear;

public class LinearTests
{
    [Fact]
    public void BlocksHoldEightDoublesOrSixteenFloatsOfAFeature()
    {
        Assert.Equal((8, 16), (RowBlocks<double>.RowsPerBlock, RowBlocks<float>.RowsPerBlock));
        Assert.Equal((0, 1, 1, 2), (RowBlocks<double>.BlocksOf(0), RowBlocks<double>.BlocksOf(1), RowBlocks<double>.BlocksOf(8), RowBlocks<double>.BlocksOf(9)));
        Assert.Equal(134217728, RowBlocks<float>.BlocksOf(int.MaxValue));
        var rows = new RowBlocks<float>(new float[96], 3);
        Assert.Equal((3, 2, 32), (rows.FeatureCount, rows.BlockCount, rows.RowCount));
    }

    // Class counts around the tiles of four; 2 features, rows of two blocks.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    public void SmallIntegersAreExact(int classCount)
    {
        double[] values = [.. Enumerable.Range(0, 32).Select(i => (double)((i * 7 % 11) - 5))];
        double[] parameters = [.. Enumerable.Range(0, classCount * 3).Select(i => (double)((i * 5 % 13) - 6))];
        var rows = new RowBlocks<double>(values, 2);
        var scores = new double[16 * classCount];
        LinearScores.Compute(rows, parameters, classCount, scores);
        var lanes = new double[classCount * 3 * 8];
        lanes.AsSpan().Fill(100);
        LinearGradient.Add(rows, scores, classCount, lanes);
        var gradient = new double[classCount * 3];
        LinearGradient.Fold<double>(lanes, gradient);
        for (var label = 0; label < classCount; label++)
        {
            var expected = new double[3];
            for (var row = 0; row < 16; row++)
            {
                double[] x = [values[((row / 8 * 2) * 8) + (row % 8)], values[(((row / 8 * 2) + 1) * 8) + (row % 8)], 1];
                var score = (parameters[label * 2] * x[0]) + (parameters[(label * 2) + 1] * x[1]) + parameters[(classCount * 2) + label];
                Assert.Equal(score, scores[(row * classCount) + label]);
                expected = [.. expected.Select((sum, i) => sum + (score * x[i]))];
            }

            Assert.Equal([800 + expected[0], 800 + expected[1], 800 + expected[2]], [gradient[label * 2], gradient[(label * 2) + 1], gradient[(classCount * 2) + label]]);
        }
    }

    [Fact]
    public void NoRowsWriteAndAddNothing()
    {
        var lanes = new float[6 * 16];
        lanes.AsSpan().Fill(7);
        LinearScores.Compute(new RowBlocks<float>([], 2), new float[6], 2, []);
        LinearGradient.Add(new RowBlocks<float>([], 2), [], 2, lanes);
        Assert.All(lanes, lane => Assert.Equal(7, lane));
        LinearGradient.Fold<float>([], []);
    }

    [Fact]
    public void BadOperandsAreNamed()
    {
        Assert.Contains("values has 15 elements, no multiple of 2 features times 8 rows", Assert.Throws<ArgumentException>("values", () => new RowBlocks<double>(new double[15], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("featureCount", () => new RowBlocks<double>([], 0));
        Assert.Throws<ArgumentOutOfRangeException>("rowCount", () => RowBlocks<double>.BlocksOf(-1));
        Assert.Throws<NotSupportedException>(() => new RowBlocks<Half>([], 1));
        var memory = new double[400];
        Refused("scores", classCount: 2, parameters: 6, scores: 17, lanes: 48);
        Refused("parameters", classCount: 2, parameters: 7, scores: 16, lanes: 48);
        Refused("classCount", classCount: 0, parameters: 0, scores: 0, lanes: 0);
        Refused("lanes", classCount: 2, parameters: 6, scores: 16, lanes: 47, gradientOnly: true);
        Refused("scoreGradients", classCount: 2, parameters: 6, scores: 15, lanes: 48, gradientOnly: true);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => LinearScores.Compute(default(RowBlocks<double>), [], 1, []));

        // 2³⁰ · 2³⁰ parameters of 16 lanes: 2⁶⁴ is no 0.
        Assert.Throws<ArgumentException>("lanes", () => LinearGradient.Sum<float>(new RowBlocks<float>([], (1 << 30) - 1), [], 1 << 30, []));
        Assert.Throws<ArgumentException>("lanes", () => LinearGradient.Add<double>(new RowBlocks<double>([], int.MaxValue), [], 1 << 30, []));
        Assert.Throws<ArgumentException>("lanes", () => LinearGradient.Fold<double>(new double[15], new double[2]));
        Assert.Throws<ArgumentException>("gradient", () => LinearGradient.Fold<double>(memory.AsSpan(0, 16), memory.AsSpan(15, 2)));

        // The last element of one is the first of the other.
        Assert.Throws<ArgumentException>("scores", () => LinearScores.Compute(new RowBlocks<double>(memory.AsSpan(0, 16), 2), new double[6], 2, memory.AsSpan(15, 16)));
        Assert.Throws<ArgumentException>("scores", () => LinearScores.Compute(new RowBlocks<double>(new double[16], 2), memory.AsSpan(0, 6), 2, memory.AsSpan(5, 16)));
        Assert.Throws<ArgumentException>("lanes", () => LinearGradient.Add(new RowBlocks<double>(memory.AsSpan(0, 16), 2), new double[16], 2, memory.AsSpan(15, 48)));
        Assert.Throws<ArgumentException>("lanes", () => LinearGradient.Add(new RowBlocks<double>(new double[16], 2), memory.AsSpan(0, 16), 2, memory.AsSpan(15, 48)));
        Assert.All(memory, value => Assert.Equal(0, value));

        static void Refused(string name, int classCount, int parameters, int scores, int lanes, bool gradientOnly = false)
        {
            var error = Assert.ThrowsAny<ArgumentException>(() =>
            {
                var rows = new RowBlocks<double>(new double[16], 2);
                if (gradientOnly)
                {
                    LinearGradient.Add(rows, new double[scores], classCount, new double[lanes]);
                }
                else
                {
                    LinearScores.Compute(rows, new double[parameters], classCount, new double[scores]);
                }
            });
            Assert.Equal(name, error.ParamName);
        }
    }
}
