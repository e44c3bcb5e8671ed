using System.Collections.Concurrent;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Resampling;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Resampling;

/// <summary>
/// No row that is judged is trained on: neither a copy of it nor a row made of it. Each row has a feature of its own, which is 1 there alone, so
/// that every row trained on shows which rows it was made of.
/// </summary>
public class ResamplerLeakTests
{
    private const int Rows = 60;
    private static readonly int[] Labels = [.. Enumerable.Range(0, Rows).Select(row => row % 4 == 1 ? 1 : 0)];
    private static readonly Dataset Marked = TestData.Create(Rows, 2, [.. Enumerable.Range(0, Rows * Rows).Select(i => i / Rows == i % Rows ? 1.0 : 0)], Labels);

    private static readonly Dictionary<string, IResampler> Resamplers = new(StringComparer.Ordinal)
    {
        ["copies"] = new OverResampler(new RandomOverSampler()),
        ["SMOTE"] = new OverResampler(new Smote(3)) { Strategy = SamplingStrategy.Minority },
        ["Borderline-SMOTE"] = new OverResampler(new BorderlineSmote(neighborCount: 3)),
        ["ADASYN"] = new OverResampler(new Adasyn(3)),
        ["under-sampling"] = new RandomUnderResampler(),
        ["SMOTE and ENN"] = new ResamplingSteps(new OverResampler(new Smote(3)), new EditedNearestNeighborsResampler { Strategy = SamplingStrategy.NotMinority }),
    };

    public static TheoryData<string> Names => [.. Resamplers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void NoRowOfAFoldIsInTheRowsThatItIsJudgedBy(string resampler)
    {
        var trained = new ConcurrentDictionary<int, Dataset>();
        CrossValidation.PredictProbabilities(Marked, Recorded(trained), new() { FoldCount = 4, Seed = 3, DegreeOfParallelism = 2 }, new() { Resampler = Resamplers[resampler], ResamplingSeed = 5 });
        var folds = CrossValidation.Folds(Labels, 4, 3);
        Assert.Equal(4, trained.Count);
        foreach (var (fold, rows) in trained)
        {
            var others = Enumerable.Range(0, Rows).Where(row => folds[row] != fold).ToHashSet();
            AssertMadeOf(rows, others, resampler);
        }

        // Each fold is resampled by a seed of its own: rows outside two folds are not made alike.
        Assert.NotEqual(trained[0].Labels.Length == trained[1].Labels.Length ? Made(trained[0]) : [], Made(trained[1]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ABagIsResampledOfItsOwnRows(string resampler)
    {
        var (trained, drawn) = (new ConcurrentDictionary<int, Dataset>(), new ConcurrentDictionary<int, Dataset>());
        var options = new BaggingOptions { BagCount = 3, Seed = 8, ClassSampling = ClassSampling.None };
        BaggingClassifier.Fit(Marked, Recorded(drawn), options);
        BaggingClassifier.Fit(Marked, Recorded(trained), options, new() { Resampler = Resamplers[resampler] });
        for (var bag = 0; bag < 3; bag++)
        {
            var own = drawn[bag];
            AssertMadeOf(trained[bag], [.. Enumerable.Range(0, own.RowCount).SelectMany(row => Makers(own, row))], resampler);
            Assert.NotEqual(own.RowCount, trained[bag].RowCount);
        }
    }

    [Fact]
    public void ValidationRowsStayAsTheyAre()
    {
        // Stumps vote by SAMME on all validation rows, and on each once.
        var data = TestData.Pima();
        int[] train = [.. Enumerable.Range(0, data.RowCount).Where(row => row % 3 > 0)], held = [.. Enumerable.Range(0, data.RowCount).Where(row => row % 3 == 0)];
        var validation = data.Subset(held);
        var spy = new Spy(new OverResampler(new Smote()));
        var model = AdaBoostClassifier.Fit(data.Subset(train), new() { Rounds = 12 }, new() { Resampler = spy, Validation = validation });
        Assert.Equal(train.Length, Assert.Single(spy.Seen).RowCount);
        Assert.Equal(12, model.ValidationHistory.Count);
        var predicted = TestData.Predict(model, validation);
        Assert.Equal(Enumerable.Range(0, held.Length).Count(row => predicted[row] != validation.Labels[row]) / (double)held.Length, model.ValidationHistory[^1], 1e-12);

        Dataset? handed = null;
        BaggingClassifier.Fit(
            data.Subset(train),
            (rows, _, input) =>
            {
                handed = input.Validation;
                Assert.Null(input.Resampler);
                return DecisionTreeClassifier.Fit(rows);
            },
            new() { BagCount = 1 },
            new() { Resampler = spy, Validation = validation });
        Assert.Same(validation, handed);
    }

    private static ClassifierTrainer Recorded(ConcurrentDictionary<int, Dataset> trained) => (rows, part, input) =>
    {
        Assert.True(trained.TryAdd(part, rows));
        Assert.Null(input.Resampler);
        return DecisionTreeClassifier.Fit(rows, null, input);
    };

    private static void AssertMadeOf(Dataset rows, HashSet<int> allowed, string resampler)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            var makers = Makers(rows, row);
            Assert.InRange(makers.Length, 1, 2);
            Assert.All(makers, maker => Assert.True(allowed.Contains(maker), $"{resampler}: row {row} is made of row {maker}."));
            Assert.All(makers, maker => Assert.Equal(Labels[maker], rows.Labels[row]));
        }
    }

    private static int[] Makers(Dataset rows, int row) => [.. Enumerable.Range(0, rows.FeatureCount).Where(feature => rows.Column(feature)[row] != 0)];

    private static string[] Made(Dataset rows) => [.. Enumerable.Range(0, rows.RowCount).Select(row => string.Join(' ', Makers(rows, row)))];

    private sealed class Spy(IResampler inner) : IResampler
    {
        public List<Dataset> Seen { get; } = [];

        public Dataset Resample(Dataset data, ulong seed, CancellationToken cancellation = default)
        {
            Seen.Add(data);
            return inner.Resample(data, seed, cancellation);
        }
    }
}
