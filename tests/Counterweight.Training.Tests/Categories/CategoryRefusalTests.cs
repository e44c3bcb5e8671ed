using Counterweight.Binning;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Categories;

/// <summary>Categories that are not those of the other rows, of the bins or of the model are refused by name.</summary>
public class CategoryRefusalTests
{
    private static readonly string[] Colours = ["red", "green", "blue"];
    private static readonly Dataset Numbers = new(["size", "colour"], ["a", "b"], [1.0, 2, 3, 4, 0, 1, 2, 1], [0, 1, 0, 1]);
    private static readonly Dataset Data = Numbers.WithCategories([null, Colours]);

    public static TheoryData<string?[]?, string> Others => new()
    {
        { null, "numbers in place of categories" },
        { ["red", "blue", "green"], "category 1 is 'blue' in place of 'green'" },
        { ["red", "green", "Blue"], "category 2 is 'Blue' in place of 'blue'" },
        { ["red", "green", "blue", "pink"], "4 in place of 3" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void ValidationRowsHaveTheCategoriesOfTheTrainingRows(string?[]? names, string difference)
    {
        var validation = Numbers.WithCategories([null, names!]).WithTargets([1, 2, 3, 4]);
        foreach (var fit in Fits(validation))
        {
            var message = Assert.Throws<ArgumentException>("input", () => fit(Data.WithTargets([1, 2, 3, 4]))).Message;
            Assert.Contains($"Validation has other categories of feature 'colour' than the training rows: {difference}.", message, StringComparison.Ordinal);
        }

        foreach (var fit in Fits(Data.WithTargets([1, 2, 3, 4])))
        {
            var message = Assert.Throws<ArgumentException>("input", () => fit(Numbers.WithTargets([1, 2, 3, 4]))).Message;
            Assert.Contains("feature 'colour' than the training rows: categories in place of numbers.", message, StringComparison.Ordinal);
        }

        // The same names in another list are the same.
        foreach (var fit in Fits(Numbers.WithCategories([null, [.. Colours]]).WithTargets([1, 2, 3, 4])))
        {
            Assert.NotNull(fit(Data.WithTargets([1, 2, 3, 4])));
        }
    }

    [Fact]
    public void ExactSearchRefusesCategories()
    {
        var exact = new DecisionTreeOptions { Search = SplitSearchMethod.Exact };
        var message = Assert.Throws<ArgumentException>("options", () => DecisionTreeClassifier.Fit(Data, exact)).Message;
        Assert.Contains("Search is Exact, which splits numbers alone, but feature 'colour' has categories", message, StringComparison.Ordinal);
        Assert.NotNull(DecisionTreeClassifier.Fit(Numbers, exact));
    }

    [Fact]
    public void BinsAreOfTheCategoriesOfTheData()
    {
        Assert.Equal((FeatureKind.Numeric, FeatureKind.Categorical), (Kind(BinnedDataset.Create(Data), 0), Kind(BinnedDataset.Create(Data), 1)));
        Assert.Equal(FeatureKind.Numeric, Kind(BinnedDataset.Create(Numbers), 1));
        Assert.Equal(FeatureKind.Categorical, Kind(BinnedDataset.Create(Data, isCategorical: [false, true]), 1));
        Assert.Equal(FeatureKind.Categorical, Kind(BinnedDataset.Create(Numbers, isCategorical: [false, true]), 1));
        Refuses("isCategorical", "isCategorical[1] is False, but feature 'colour' of data has categories", () => BinnedDataset.Create(Data, isCategorical: [false, false]));
        Refuses("isCategorical", "isCategorical[0] is True, but feature 'size' of data has numbers", () => BinnedDataset.Create(Data, isCategorical: [true, true]));
        Assert.Throws<ArgumentException>("isCategorical", () => BinnedDataset.Create(Data, isCategorical: [false]));

        var (named, numbers) = (BinnedDataset.Create(Data).Mapper, BinnedDataset.Create(Numbers).Mapper);
        Refuses("mapper", "mapper[1] has bins of numbers, but feature 'colour' of data has categories", () => BinnedDataset.Apply(Data, numbers));
        Assert.Equal(BinnedDataset.Create(Data).Bins.ToArray(), BinnedDataset.Apply(Numbers, named).Bins.ToArray());
        Assert.Equal(BinnedDataset.Create(Data).Bins.ToArray(), BinnedDataset.Apply(Data, named).Bins.ToArray());
        Refuses("mapper", "mapper[0] has bins of categories, but feature 'size' of data has numbers", () => BinnedDataset.Apply(Data, BinnedDataset.Create(Numbers, isCategorical: [true, true]).Mapper));

        static FeatureKind Kind(BinnedDataset bins, int feature) => bins.Mapper[feature].Kind;
    }

    [Fact]
    public void ASchemaIsThatOfTheModel()
    {
        var (tree, logistic) = (DecisionTreeClassifier.Fit(Data), LogisticRegressionClassifier.Fit(Data));
        var (sized, coloured) = (DecisionTreeClassifier.Fit(Data.WithSampleWeights([1, 1, 0, 0])), LogisticRegressionClassifier.Fit(Numbers));
        Assert.All(tree.Nodes.ToArray().Where(node => !node.IsLeaf), node => Assert.Equal(1, node.Feature));
        Assert.Equal(0, sized.Nodes[0].Feature);

        Assert.NotEmpty(TestData.Saved(tree, ModelSchema.Of(Data)));
        Assert.NotEmpty(TestData.Saved(tree, ModelSchema.Of(Numbers)));
        Assert.NotEmpty(TestData.Saved(logistic, ModelSchema.Of(Data)));
        Refuses("schema", "schema.Features[1], 'colour', has no categories, but the model splits categories of this feature", () => TestData.Saved(tree, new ModelSchema([new("size", ["a"]), new("colour")], [])));
        Refuses("schema", "schema.Features[0], 'size', has categories, but the model splits numbers of this feature", () => TestData.Saved(sized, new ModelSchema([new("size", ["a"]), new("colour", Colours)], [])));
        Refuses("schema", "schema.Features[1], 'colour', has 0 categories, the model 3", () => TestData.Saved(logistic, ModelSchema.Of(Numbers)));
        Refuses("schema", "schema.Features[1], 'colour', has 2 categories, the model 3", () => TestData.Saved(logistic, new ModelSchema([new("size"), new("colour", ["a", "b"])], [])));
        Refuses("schema", "schema.Features[1], 'colour', has 3 categories, the model 0", () => TestData.Saved(coloured, ModelSchema.Of(Data)));
    }

    private static Func<Dataset, ISavedModel>[] Fits(Dataset validation) =>
    [
        data => GradientBoostingClassifier.Fit(data, null, new() { Validation = validation }),
        data => GradientBoostingClassifier.Fit(BinnedDataset.Create(data), null, new() { Validation = validation }),
        data => GradientBoostingRegressor.Fit(data, null, new() { Validation = validation }),
        data => GradientBoostingRegressor.Fit(BinnedDataset.Create(data), null, new() { Validation = validation }),
        data => AdaBoostClassifier.Fit(data, null, new() { Validation = validation }),
        data => AdaBoostClassifier.Fit(BinnedDataset.Create(data), null, new() { Validation = validation }),
    ];

    private static void Refuses(string parameter, string message, Func<object> act) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(parameter, act).Message, StringComparison.Ordinal);
}
