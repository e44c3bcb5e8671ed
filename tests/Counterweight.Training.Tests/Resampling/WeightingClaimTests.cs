using System.Globalization;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Counterweight.Tests;
using Counterweight.Training.Data;
using Counterweight.Training.Resampling;
using Counterweight.Weighting.Priors;
using Xunit;

namespace Counterweight.Training.Tests.Resampling;

/// <summary>The classic claim: to weigh a class by a factor is to have its rows so often, exactly for whole factors, and in expectation where rows are drawn.</summary>
/// <remarks>
/// The figures of docs/weighting-and-resampling.md are written by
/// <c>dotnet run -c Release --project tests/Counterweight.Training.Tests -- -explicit only -method '*.WriteFiguresOfThePage'</c>.
/// </remarks>
public sealed class WeightingClaimTests
{
    private const int Seeds = 20;
    private static readonly (Dataset Train, Dataset Test) Rare = Split();

    /// <summary>Draws by class undo what was drawn before: these see even classes, weighed or not.</summary>
    public static TheoryData<string> Weighed => [.. Trainers.OfClasses.Where(name => !Trainers.Balances(name))];

    /// <summary>Those that draw nothing.</summary>
    public static TheoryData<string> Drawless => [.. Trainers.OfAllRows.Select(row => row.Data).Where(name => !Trainers.IsRegression(name))];

    [Theory]
    [MemberData(nameof(Drawless))]
    public void AWholeFactorIsSoManyCopies(string trainer)
    {
        var counts = Rare.Train.CountClasses();
        foreach (var factor in (int[])[2, 3, 7])
        {
            var copied = new OverResampler(new RandomOverSampler(CopyRule.EvenCopies)) { Strategy = SamplingStrategy.Counts((1, (long)factor * counts[1])) }.Resample(Rare.Train, 5);
            Assert.Equal(factor * counts[1], copied.CountClasses()[1]);
            var weighted = Trainers.Fit(trainer, Rare.Train, [.. Rare.Train.Labels.ToArray().Select(label => label == 1 ? factor : 1.0)]);
            var twice = Trainers.Fit(trainer, copied);
            Assert.True(Trainers.Learns(weighted));
            Assert.Equal(Trainers.Splits(weighted), Trainers.Splits(twice));

            if (!Trainers.IsLinear(trainer))
            {
                // Class weights are the same numbers, but for the scales of a logistic regression's features.
                Assert.Equal(Trainers.Splits(weighted), Trainers.Splits(Trainers.Fit(trainer, Rare.Train, weighting: ClassWeighting.Custom(1, factor))));
            }

            // Sums of logistic regression are rounded in the order of the rows, and AdaBoost's weights at another scale.
            var bound = Trainers.IsLinear(trainer) ? 1e-5 : Trainers.IsAdaBoost(trainer) ? 1e-8 : 0;
            Assert.All(Trainers.Say(weighted, Rare.Test).Zip(Trainers.Say(twice, Rare.Test)), pair => Assert.Equal(pair.First, pair.Second, bound));
        }
    }

    [Theory]
    [MemberData(nameof(Weighed))]
    public void OverSamplingIsWeightingInExpectation(string trainer)
    {
        var figures = new Figures(trainer);

        // Both raise the probability of the rare class alike: within twice the spread of one model over seeds.
        Assert.Equal(figures.Weighted.Mean, figures.Over.Mean, Math.Max(0.01, 2 * (figures.Over.Spread + figures.Weighted.Spread)));
        Assert.True(figures.Weighted.Mean > figures.Plain.Mean + 0.05);
        Assert.True(figures.Over.Mean > figures.Plain.Mean + 0.05);

        // Under-sampling raises it no less, and prior correction takes back three quarters of that or more; but not of a single tree, whose leaves of
        // one class are certain.
        var rate = Rare.Test.CountClasses()[1] / (double)Rare.Test.RowCount;
        Assert.True(figures.Under.Mean > figures.Plain.Mean + 0.05);
        Assert.True(figures.Corrected.Mean < figures.Under.Mean);
        Assert.True(trainer.StartsWith("decision tree", StringComparison.Ordinal) || Math.Abs(figures.Corrected.Mean - rate) < (figures.Under.Mean - rate) / 4);
    }

    [Fact]
    public void TheFiguresOfThePageAreThese() =>
        Assert.Contains(Table(), File.ReadAllText(PagePath).ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact(Explicit = true)]
    public void WriteFiguresOfThePage()
    {
        var text = File.ReadAllText(PagePath).ReplaceLineEndings("\n");
        var start = text.IndexOf("| trainer |", StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
        File.WriteAllText(PagePath, string.Concat(text.AsSpan(0, start), Table().TrimEnd('\n'), text.AsSpan(end)));
    }

    private static string Table() => "| trainer | as they are | weighed | over-sampled | under-sampled | under-sampled, corrected |\n|---|---|---|---|---|---|\n"
        + string.Concat(Weighed.Select(row => row.Data).Select(name => new Figures(name)).Select(figures =>
            $"| {figures.Name} | {figures.Plain} | {figures.Weighted} | {figures.Over} | {figures.Under} | {figures.Corrected} |\n"));

    private static string PagePath => Path.Combine(SourceTree.Root, "docs", "weighting-and-resampling.md");

    /// <summary>Women with diabetes, of whom every fourth is kept: 500 rows to 67.</summary>
    private static (Dataset Train, Dataset Test) Split()
    {
        var all = TestData.Pima();
        var (rare, kept) = (0, new List<int>());
        for (var row = 0; row < all.RowCount; row++)
        {
            if (all.Labels[row] == 0 || rare++ % 4 == 0)
            {
                kept.Add(row);
            }
        }

        var data = all.Subset([.. kept]);
        var split = StratifiedSplit.Create(data.Labels, 0.5, 1);
        return (data.Subset([.. split.TrainRows]), data.Subset([.. split.TestRows]));
    }

    /// <summary>The mean over the test rows of the probability of the rare class: its mean over seeds, and its standard deviation from seed to seed.</summary>
    private readonly record struct Figure(double Mean, double Spread)
    {
        public static Figure Of(IReadOnlyList<double> values)
        {
            var mean = values.Average();
            return new(mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)));
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:0.000} ± {Spread:0.000}");
    }

    /// <summary>One trainer on the rows as they are, weighed and resampled, over seeds. Where nothing is resampled the seed is the order of the rows, by which some trainers draw.</summary>
    private sealed class Figures
    {
        public Figures(string name)
        {
            Name = name;
            Plain = Over20(seed => Mean(Shuffled(seed), default));
            Weighted = Over20(seed => Mean(Shuffled(seed), ClassWeighting.Balanced));
            Over = Over20(seed => Mean(new OverResampler(new RandomOverSampler()).Resample(Rare.Train, seed), default));
            Under = Over20(seed => Mean(new RandomUnderResampler().Resample(Rare.Train, seed), default));
            Corrected = Over20(seed => Mean(new RandomUnderResampler().Resample(Rare.Train, seed), default, correct: true));
        }

        public string Name { get; }

        public Figure Plain { get; }

        public Figure Weighted { get; }

        public Figure Over { get; }

        public Figure Under { get; }

        public Figure Corrected { get; }

        private static Figure Over20(Func<ulong, double> mean) => Figure.Of([.. Enumerable.Range(0, Seeds).Select(seed => mean((ulong)seed))]);

        private static Dataset Shuffled(ulong seed)
        {
            var rows = Enumerable.Range(0, Rare.Train.RowCount).ToArray();
            new Random((int)seed).Shuffle(rows);
            return Rare.Train.Subset(rows);
        }

        private double Mean(Dataset rows, ClassWeighting weighting, bool correct = false)
        {
            var said = Trainers.Say(Trainers.Fit(Name, rows, weighting: weighting), Rare.Test);
            if (correct)
            {
                var ratios = new double[2];
                PriorShift.LogRatios<double>([1, 1], [.. Rare.Train.CountClasses().Select(count => (double)count)], ratios);
                PriorShift.Probabilities<double>(said, ratios, said);
            }

            return said.Where((_, i) => i % 2 == 1).Average();
        }
    }
}
