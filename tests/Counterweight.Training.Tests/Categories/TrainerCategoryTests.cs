using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests.Categories;

/// <summary>What every trainer makes of categories: their order, missing, unseen and rare ones.</summary>
public class TrainerCategoryTests
{
    private static readonly Dataset Data = CategoryData.Mixed(5, 1500, 3);

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void OnlyCategoriesTellWhatNoOrderTells(string trainer)
    {
        var (named, test) = (Score(isNamed: true), Score(isNamed: false));
        Assert.True(named > 0.99, $"{named}");
        Assert.True(test < 0.85, $"{test}");

        double Score(bool isNamed)
        {
            var model = Trainers.Fit(trainer, CategoryData.Scrambled(1, 6000, 200, isNamed));
            var held = CategoryData.Scrambled(2, 2000, 200, isNamed);
            var said = Trainers.Say(model, held);
            var columns = said.Length / held.RowCount;
            return Enumerable.Range(0, held.RowCount).Count(row => (columns == 1 ? said[row] > 0.5 : said[(2 * row) + 1] > 0.5) == (held.Labels[row] == 1)) / (double)held.RowCount;
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void TheOrderOfCategoriesChangesNoPrediction(string trainer)
    {
        // Few categories of many rows each: none ties with another. Of three classes the sides of a split may change places where a
        // node has rows of two alone: rounding says which of them is the first direction's greatest component. And whether a forest
        // draws further features for a node of one value and missing ones depends on the bin of that value.
        foreach (var data in (Dataset[])[Few(6), Few(7)])
        {
            var permuted = CategoryData.Permuted(data, 3);
            Assert.NotEqual(data.Column(1).ToArray(), permuted.Column(1).ToArray());
            var (expected, actual) = (Trainers.Say(Trainers.Fit(trainer, data), data), Trainers.Say(Trainers.Fit(trainer, permuted), permuted));
            if (Trainers.IsLinear(trainer))
            {
                Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            }
            else
            {
                Assert.Equal(expected, actual);
            }
        }

        static Dataset Few(int seed)
        {
            var data = CategoryData.Mixed(seed, 3000, 2, missing: 0);
            return CategoryData.With(CategoryData.With(data, 4, 0), 6, 0);
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void RowsInAnotherOrderOfColumnsAndCategoriesAreMappedToTheSamePredictions(string trainer)
    {
        var model = Trainers.Fit(trainer, Data);
        var mapped = ModelSchema.Of(Data).Map(CategoryData.Permuted(Data, 4));
        Assert.Equal(Trainers.Say(model, Data), Trainers.Say(model, mapped));
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void AnUnseenCategoryIsAMissingValue(string trainer)
    {
        // Of two classes, so that the four small trees of AdaBoost ask for this feature.
        var data = CategoryData.Mixed(5, 1500, 2);
        // A category in place of the last of 20, which the model does not know.
        var model = Trainers.Fit(trainer, data);
        var other = CategoryData.With(data, 1, 19).WithCategories([.. data.Categories.Select((own, feature) => feature == 1 ? (IReadOnlyList<string>?)[.. own!.Take(19), "new"] : own)]);
        var said = Trainers.Say(model, ModelSchema.Of(data).Map(other));
        Assert.Equal(Trainers.Say(model, CategoryData.With(data, 1, double.NaN)), said);
        Assert.Contains(Enumerable.Range(0, 19), category => !said.SequenceEqual(Trainers.Say(model, CategoryData.With(data, 1, category))));
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void CategoriesWithoutARowShareOneFate(string trainer)
    {
        // The names of 7 and 12 are known, but no training row has them: one by its weight, and both by their lack.
        int[] rows = [.. Enumerable.Range(0, Data.RowCount).Where(row => Data.Column(1)[row] is not 7)];
        var data = Data.Subset(rows);
        double[] weights = [.. rows.Select((_, row) => data.Column(1)[row] is 12 ? 0.0 : 1)];
        var model = Trainers.Fit(trainer, data, weights);
        Assert.Equal(Trainers.Say(model, CategoryData.With(Data, 1, 7)), Trainers.Say(model, CategoryData.With(Data, 1, 12)));
        if (Trainers.IsLinear(trainer))
        {
            Assert.Equal(Trainers.Say(model, CategoryData.With(Data, 1, double.NaN)), Trainers.Say(model, CategoryData.With(Data, 1, 7)));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void AFeatureOfOneCategoryOrOfNoValueIsNotSplit(string trainer)
    {
        foreach (var value in (ReadOnlySpan<double>)[0, 3, double.NaN])
        {
            // In the feature of 70, all rows have one category, or none at all.
            var data = CategoryData.With(Data, 6, value);
            var model = Trainers.Fit(trainer, data);
            Assert.True(Trainers.Learns(model));
            Assert.DoesNotContain(Trainers.Splits(model), node => node.Feature == 6);
            Assert.All(Trainers.Say(model, data), said => Assert.True(double.IsFinite(said)));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void CategoriesAloneAreEnough(string trainer)
    {
        // No number at all; then a category that has no value in any row, and nothing else.
        var data = CategoryData.Scrambled(3, 500, 6, isNamed: true);
        Assert.True(Trainers.Learns(Trainers.Fit(trainer, data)));
        var empty = CategoryData.With(data, 0, double.NaN);
        var said = Trainers.Say(Trainers.Fit(trainer, empty), empty);
        Assert.All(said, value => Assert.Equal(said[0], value, said.Length > 500 ? 1 : 1e-12));
        Assert.All(said, value => Assert.InRange(value, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Trainers.OfCategories), MemberType = typeof(Trainers))]
    public void RareCategoriesBeyondTheMostShareOneFate(string trainer)
    {
        // 300 categories, of 21 rows the first 200, of 3 the others: beyond the 254th, or the 255th of logistic regression, they are one.
        int[] of = [.. Enumerable.Range(0, 300).SelectMany(category => Enumerable.Repeat(category, category < 200 ? 21 : 3))];
        int[] labels = [.. of.Select((category, row) => category < 200 ? (category % 3) / 2 : row % 3 == 0 ? 0 : 1)];
        var data = TestData.Create(1, 2, [.. of.Select(category => (double)category)], labels).WithCategories([[.. Enumerable.Range(0, 300).Select(category => $"k{category}")]]);
        var model = Trainers.Fit(trainer, data);
        var said = Trainers.Say(model, data);
        var columns = said.Length / data.RowCount;
        var own = Trainers.IsLinear(trainer) ? 255 : 254;
        if (Trainers.IsOfBags(trainer))
        {
            // Each bag has its own categories that are beyond the most.
            Assert.All(Enumerable.Range(200, 100), category => Assert.Single(of.Select((other, row) => (other, said[row * columns])).Where(pair => pair.other == category).Select(pair => pair.Item2).Distinct()));
            return;
        }

        Assert.Single(of.Select((category, row) => (category, said[row * columns])).Where(pair => pair.category >= own).Select(pair => pair.Item2).Distinct());
        Assert.True(of.Select((category, row) => (category, said[row * columns])).Where(pair => pair.category < 200).Select(pair => pair.Item2).Distinct().Count() > 1);
    }
}
