using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests.Models;

/// <summary>Rows as a model knows them, by the names of columns, categories and classes.</summary>
public class ModelSchemaTests
{
    private const double Missing = double.NaN;
    private static readonly ModelSchema Schema = new([new("age"), new("colour", ["red", "green", "blue"]), new("shape", ["round"])], ["no", "yes"]);

    [Fact]
    public void ItIsThatOfTheRows()
    {
        var data = new Dataset(["x", "y"], ["no", "yes"], [1, 2, 0, 1], [0, 1]).WithCategories([null, ["a", "b"]]);
        var schema = ModelSchema.Of(data);
        Assert.Equal(["x", "y"], schema.Features.Select(feature => feature.Name), StringComparer.Ordinal);
        Assert.Null(schema.Features[0].Categories);
        Assert.Equal(["a", "b"], schema.Features[1].Categories);
        Assert.Equal(["no", "yes"], schema.Classes);
        Assert.Empty(ModelSchema.Of(Dataset.ForRegression(["x"], [1.0], [1])).Classes);
        Assert.Empty(ModelSchema.None.Features);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ColumnsAndCategoriesAreFoundByName(bool floats)
    {
        // Columns in another order, one more, categories in another order, one the model does not know, and one it has not here.
        double[] values = [7, 8, 9, 0, 1, Missing, 30, 40, Missing, 2, 0, 1];
        string[] names = ["other", "shape", "age", "colour"];
        var data = floats ? new Dataset(names, ["yes"], Array.ConvertAll(values, value => (float)value), [0, 0, 0], [1, 2, 3]) : new Dataset(names, ["yes"], values, [0, 0, 0], [1, 2, 3]);
        var mapped = Schema.Map(data.WithCategories([null, ["square", "round"], null, ["blue", "pink", "red"]]).WithTargets([4, 5, 6]));

        Assert.Equal(["age", "colour", "shape"], mapped.FeatureNames);
        Assert.Equal([30, 40, Missing], mapped.Column(0).ToArray());
        Assert.Equal([0, 2, Missing], mapped.Column(1).ToArray());
        Assert.Equal([Missing, 0, Missing], mapped.Column(2).ToArray());
        Assert.Null(mapped.Categories[0]);
        Assert.Equal(["red", "green", "blue"], mapped.Categories[1]);
        Assert.Equal(["round"], mapped.Categories[2]);
        Assert.Equal([1, 2, 3], mapped.SampleWeights.ToArray());
        Assert.Equal([4, 5, 6], mapped.Targets.ToArray());
        Assert.Equal(floats, mapped.IsSingle);
        Assert.Equal([2, 0, 1], data.Column(3).ToArray());
    }

    [Fact]
    public void LabelsAreThoseOfTheModelAndUnknownClassesFollow()
    {
        Dataset Data(string[] classes, int[] labels) => new Dataset(["age", "colour", "shape"], classes, [1, 2, 0, 1, 0, 0], labels).WithCategories([null, ["red", "green", "blue"], ["round"]]);

        var mapped = Schema.Map(Data(["perhaps", "yes", "no"], [0, 2]));
        Assert.Equal(["no", "yes", "perhaps"], mapped.ClassNames);
        Assert.Equal([2, 0], mapped.Labels.ToArray());
        Assert.Equal(["no", "yes"], Schema.Map(Data(["yes"], [0, 0])).ClassNames);
        Assert.Equal([1, 1], Schema.Map(Data(["yes"], [0, 0])).Labels.ToArray());
        var schema = new ModelSchema(Schema.Features, []);
        Assert.Equal(["yes", "no"], schema.Map(Data(["yes", "no"], [0, 1])).ClassNames);
        Assert.Equal([0, 1], schema.Map(Data(["yes", "no"], [0, 1])).Labels.ToArray());

        // Rows for regression have none, and are mapped to none.
        Assert.Empty(Schema.Map(Dataset.ForRegression(["age", "colour", "shape"], [1.0, 0, 0], [3]).WithCategories([null, ["red"], ["round"]])).ClassNames);
    }

    [Fact]
    public void RowsThatFitShareTheirValues()
    {
        var data = new Dataset(["age", "colour", "shape"], ["no", "yes"], [1.0, 2, 0], [1]).WithCategories([null, ["red", "green", "blue"], ["round"]]);
        var mapped = Schema.Map(data);
        Assert.True(mapped.Values.Overlaps(data.Values, out var offset) && offset == 0);
        Assert.Equal([1], mapped.Labels.ToArray());
    }

    [Fact]
    public void AllThatDoesNotFitIsNamedAtOnceWithTheNearestName()
    {
        var schema = new ModelSchema([new("age"), new("colour", ["red"]), new("Amount (EUR)"), new("dose"), new("price"), new("shape", ["round"])], []);
        var data = new Dataset(["agee", "colour", "amount_eur", "weight", "price", "shape", "shape"], ["c"], [1, 1, 1, 1, 0, 0, 0], [0]).WithCategories([null, null, null, null, ["a"], ["round"], ["round"]]);
        var message = Assert.Throws<ArgumentException>("data", () => schema.Map(data)).Message;
        Assert.StartsWith(
            "data lacks 6 of the model's 6 features as the model knows them: 'age' is missing (is it 'agee'?); 'colour' has numbers, the model has categories; " +
            "'Amount (EUR)' is missing (is it 'amount_eur'?); 'dose' is missing; 'price' has categories, the model has numbers; 'shape' is the name of 2 columns. ",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnThatTheModelHasElsewhereIsNotTheNearest()
    {
        // 'x1' is a feature itself: of the others only 'x12' may be meant.
        var schema = new ModelSchema([new("x1"), new("x11")], []);
        var message = Assert.Throws<ArgumentException>("data", () => schema.Map(new Dataset(["x1", "y", "x12"], ["c"], [1, 2, 3], [0]))).Message;
        Assert.Contains("'x11' is missing (is it 'x12'?).", message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatAreNotOneFeatureAreRefused()
    {
        var schema = new ModelSchema([new("x"), new("x")], []);
        Assert.Contains("'x' is the name of 2 features of the model", Assert.Throws<ArgumentException>("data", () => schema.Map(new Dataset(["x"], ["c"], [1], [0]))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ModelSchema.None.Map(new Dataset(["x"], ["c"], [1], [0])));
        Assert.Throws<ArgumentNullException>("data", () => Schema.Map(null!));
    }

    [Fact]
    public void NamesAreCheckedAndCopied()
    {
        Assert.Throws<ArgumentNullException>("features", () => new ModelSchema(null!, []));
        Assert.Throws<ArgumentNullException>("classes", () => new ModelSchema([], null!));
        Refuses("features", "features[1] is null", [new("a"), null!], []);
        Refuses("features", "features[0].Name is null", [new(null!)], []);
        Refuses("features", "features[0].Name has half a surrogate pair", [new("a\ud800")], []);
        Refuses("features", "features[0].Categories, of feature 'a', has 0 names", [new("a", [])], []);
        Refuses("features", "features[0].Categories[1], of feature 'a', is 'x' as features[0].Categories[0] is", [new("a", ["x", "x"])], []);
        Refuses("features", "features[0].Categories[1] is null", [new("a", ["x", null!])], []);
        Refuses("classes", "classes[1] is null", [], ["a", null!]);
        Refuses("classes", "classes[2] is 'a', as classes[0] is; classes must have different names.", [], ["a", "b", "a"]);
        Refuses("classes", "classes[0] has half a surrogate pair", [], ["\udc00"]);

        List<string> categories = ["x"], classes = ["c"];
        List<FeatureSchema> features = [new("a", categories)];
        var schema = new ModelSchema(features, classes);
        categories[0] = classes[0] = "other";
        features.Clear();
        Assert.Equal("x", Assert.Single(schema.Features[0].Categories!));
        Assert.Equal("c", Assert.Single(schema.Classes));

        static void Refuses(string parameter, string message, FeatureSchema[] features, string[] classes) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(parameter, () => new ModelSchema(features, classes)).Message, StringComparison.Ordinal);
    }
}
