using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Rows × classes that no array holds are refused by name, before anything is trained: 2²¹ × 2,048 is 0 in 32 bits.</summary>
public class TrainerSizeTests
{
    private const int Classes = 2048;

    private static readonly Lazy<Dataset> Long = new(() => Rows(1 << 21));
    private static readonly Lazy<Dataset> Short = new(() => Rows(4));

    [Fact]
    public void BoostingRefusesRowsTimesClasses()
    {
        Refused("data", () => GradientBoostingClassifier.Fit(Long.Value));
        Refused("data", () => GradientBoostingClassifier.Fit(BinnedDataset.Create(Long.Value)));
        Refused("input", () => GradientBoostingClassifier.Fit(Short.Value, input: new() { Validation = Long.Value }));
    }

    [Fact]
    public void BoostingRefusesToPredictRowsTimesClasses()
    {
        var model = GradientBoostingClassifier.Fit(Short.Value, new() { Rounds = 1 });

        Refused("data", () => model.Predict(Long.Value, new int[Long.Value.RowCount]));
    }

    [Fact]
    public void AdaBoostRefusesRowsTimesClasses()
    {
        Refused("input", () => AdaBoostClassifier.Fit(Short.Value, new() { EarlyStoppingRounds = 1 }, new() { Validation = Long.Value }));
        var model = AdaBoostClassifier.Fit(Short.Value, new() { Rounds = 1 });

        Refused("data", () => model.Predict(Long.Value, new int[Long.Value.RowCount]));
    }

    [Fact]
    public void ForestsRefuseRowsTimesClasses()
    {
        var told = 0;
        Refused("data", () => RandomForestClassifier.Fit(Long.Value, new() { TreeCount = 1, OutOfBag = true, Bootstrap = true, MaxDepth = 1 }, new() { Progress = new Recorder(_ => told++) }));
        Assert.Equal(0, told);
        var model = RandomForestClassifier.Fit(Short.Value, new() { TreeCount = 1 });

        Refused("data", () => model.Predict(Long.Value, new int[Long.Value.RowCount]));
    }

    // The histogram of 600 features alone has 46,080,000 cells of 16 bytes, and a search took three times that.
    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    public void HistogramTreesOfManyClassesFitIntoMemory(int features)
    {
        var data = TestData.Random(1, 1000, features, 300, distinct: 300);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var tree = DecisionTreeClassifier.Fit(data, new() { MaxDepth = 2 });
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(tree.Nodes.Length > 1);
        Assert.True(allocated < 400 << 20, $"{allocated >> 20} MiB");
    }

    private static Dataset Rows(int count) =>
        TestData.Create(1, Classes, [.. Enumerable.Range(0, count).Select(row => (double)(row & 1))], [.. Enumerable.Range(0, count).Select(row => row & 1)]);

    private static void Refused(string parameter, Action call)
    {
        var exception = Assert.Throws<ArgumentException>(call);
        Assert.Equal(parameter, exception.ParamName);
        Assert.Contains("2097152 × 2048 = 4294967296", exception.Message, StringComparison.Ordinal);
    }
}
