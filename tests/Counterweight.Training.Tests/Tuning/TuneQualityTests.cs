using Counterweight.Training.Data;
using Counterweight.Training.Tuning;
using Xunit;

namespace Counterweight.Training.Tests.Tuning;

/// <summary>On rows held out, what was tuned costs less than an unweighted and a balanced model at ½, and so do the intervals of the differences say.</summary>
public class TuneQualityTests(ITestOutputHelper output)
{
    [Fact]
    public void Pima() => Check("pima, a miss costs 8 alarms", TestData.Pima(), new(1, 8), new() { RepeatCount = 3 });

    /// <summary>The four classes of the shuttle that make up less than one row in 100, against all others.</summary>
    [Fact]
    public void Shuttle()
    {
        var all = TestData.Shuttle();
        double[] values = [.. Enumerable.Range(0, all.FeatureCount).SelectMany(feature => all.Column(feature).ToArray())];
        var counts = all.CountClasses();
        var data = TestData.Create(all.FeatureCount, 2, values, [.. all.Labels.ToArray().Select(label => counts[label] < 0.01 * all.RowCount ? 1 : 0)]);
        Assert.InRange(data.CountClasses()[1], 100, 0.01 * data.RowCount);
        Check("shuttle, a miss costs 100 alarms", data, new(1, 100), new() { DegreeOfParallelism = 2 });
    }

    /// <summary>Frauds in 2 of 100 transactions. A fraud that is missed costs its amount, an alarm 10.</summary>
    [Fact]
    public void Fraud()
    {
        const int Rows = 20_000;
        var random = new Random(1);
        var (values, labels, amounts) = (new double[4 * Rows], new int[Rows], new double[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            labels[row] = random.NextDouble() < 0.02 ? 1 : 0;
            amounts[row] = Math.Exp(3.5 + (1.2 * Normal(random)) + (0.3 * labels[row]));
            for (var feature = 0; feature < 3; feature++)
            {
                values[(feature * Rows) + row] = Normal(random) + (labels[row] == 1 ? 0.9 : 0);
            }

            values[(3 * Rows) + row] = Math.Log(amounts[row]);
        }

        Check("fraud, a miss costs its amount", TestData.Create(4, 2, values, labels), new([10], amounts), new());
    }

    private void Check(string name, Dataset data, MistakeCosts costs, TuningOptions options)
    {
        var report = Tune.Fit(data, TuneTests.Logistic, costs, options).Report;
        output.WriteLine(FormattableString.Invariant(
            $"{name}: tuned {report.Tuned.Mean:0.0000} ± {report.Tuned.StandardError:0.0000}, unweighted {report.Unweighted.Mean:0.0000}, balanced {report.Balanced.Mean:0.0000}; differences in [{report.TunedLessUnweighted.Lower:0.0000}, {report.TunedLessUnweighted.Upper:0.0000}] and [{report.TunedLessBalanced.Lower:0.0000}, {report.TunedLessBalanced.Upper:0.0000}]"));
        Assert.True(report.TunedLessUnweighted.Upper < 0, $"{report.TunedLessUnweighted}");
        Assert.True(report.TunedLessBalanced.Upper < 0, $"{report.TunedLessBalanced}");
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
