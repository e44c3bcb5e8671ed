using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests.Categories;

/// <summary>The laws of weights and threads with categories, of every trainer that takes them.</summary>
public class TrainerCategoryLawTests
{
    private static readonly Dataset[] All = [CategoryData.Mixed(1, 900, 2), CategoryData.Mixed(2, 1200, 4)];

    [Theory]
    [MemberData(nameof(Trainers.OfCategoriesOfAllRows), MemberType = typeof(Trainers))]
    public void WeightTwoIsTheRowTwice(string trainer)
    {
        foreach (var data in All)
        {
            int[] times = [.. Enumerable.Range(0, data.RowCount).Select(row => 1 + (row % 2))];
            int[] repeated = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, times[row]))];
            var weighted = Trainers.Fit(trainer, data, [.. times.Select(count => (double)count)]);
            var twice = Trainers.Fit(trainer, data.Subset(repeated));

            AssertSplitsCategories(trainer, weighted);
            Assert.Equal(Trainers.Splits(twice), Trainers.Splits(weighted));
            var (expected, actual) = (Trainers.Say(twice, data), Trainers.Say(weighted, data));
            if (Trainers.IsAdaBoost(trainer) || Trainers.IsLinear(trainer))
            {
                Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Trainers.IsLinear(trainer) ? 1e-5 : 1e-9));
            }
            else
            {
                Assert.Equal(expected, actual);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void WeightZeroIsNoRow(string trainer)
    {
        foreach (var data in All)
        {
            // Some categories have rows of weight 0 alone.
            double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 5 == 2 || data.Column(1)[row] is 3 or 19 || data.Column(4)[row] < 7 ? 0 : 0.5 + (row % 3))];
            int[] kept = [.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0)];
            AssertSame(trainer, Trainers.Fit(trainer, data, weights), Trainers.Fit(trainer, data.Subset(kept), [.. kept.Select(row => weights[row])]));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void WeightsTimesAPowerOfTwoChangeNoByte(string trainer)
    {
        foreach (var data in All)
        {
            double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 0.1 + (row % 7))];
            var model = Trainers.Fit(trainer, data, weights);
            foreach (var power in (ReadOnlySpan<int>)[-20, 7, 40])
            {
                AssertSame(trainer, model, Trainers.Fit(trainer, data, [.. weights.Select(weight => Math.ScaleB(weight, power))]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void ThreadsChangeNoByte(string trainer)
    {
        var data = CategoryData.Mixed(3, 12000, 3);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 0.1 + (row % 7))];
        var model = Trainers.Fit(trainer, data, weights);
        foreach (var threads in (ReadOnlySpan<int>)[2, 3])
        {
            AssertSame(trainer, model, Trainers.Fit(trainer, data, weights, threads));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void FloatsGiveTheModelThatTheSameDoublesGive(string trainer)
    {
        foreach (var data in All.Select(data => CategoryData.With(data, 0, 0.25)))
        {
            // Numbers are whole, so that floats hold them.
            var whole = CategoryData.With(data, 3, 7);
            var floats = CategoryData.Floats(whole);
            var model = Trainers.Fit(trainer, whole);
            AssertSame(trainer, model, Trainers.Fit(trainer, floats));
            Assert.Equal(Trainers.Say(model, whole), Trainers.Say(model, floats));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void AModelThatIsLoadedIsTheModelWithItsSchema(string trainer)
    {
        foreach (var data in All)
        {
            var model = Trainers.Fit(trainer, data);
            var bytes = TestData.Saved(model, ModelSchema.Of(data));
            var loaded = ModelFile.Load(new MemoryStream(bytes));
            Assert.Equal(data.Categories, loaded.Schema.Features.Select(feature => feature.Categories));
            Assert.Equal(Trainers.Say(model, data), Trainers.Say(loaded.Model, loaded.Schema.Map(data)));
            Assert.Equal(bytes, TestData.Saved(loaded.Model, loaded.Schema));
            Assert.Equal(TestData.Saved(model), TestData.Saved(loaded.Model));
        }
    }

    private static void AssertSame(string trainer, ISavedModel expected, ISavedModel actual)
    {
        AssertSplitsCategories(trainer, expected);
        Assert.Equal(Trainers.Splits(expected), Trainers.Splits(actual));
        Assert.Equal(TestData.Saved(expected), TestData.Saved(actual));
    }

    private static void AssertSplitsCategories(string trainer, ISavedModel model)
    {
        Assert.True(Trainers.Learns(model));
        Assert.True(Trainers.IsLinear(trainer) || Trainers.Splits(model).Any(node => node.CategorySet >= 0));
    }
}
