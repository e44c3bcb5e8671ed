using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Models;

/// <summary>Texts that a file keeps with a model.</summary>
public class MetadataTests
{
    private static readonly Dataset Data = new Dataset(["x", "y"], ["no", "yes"], [1, 2, 3, 0, 1, 1], [0, 1, 1]).WithCategories([null, ["a", "b"]]);
    private static readonly Dataset Numbers = new(["x"], ["no", "yes"], [1.0, 2, 3], [0, 1, 1]);
    private static readonly MetadataProperty[] Properties = [new("b.second", "{\"é\": [1, 2]}\n"), new("a.first", ""), new(" ", "\ud83d\ude00")];

    [Fact]
    public void ItComesBackInItsOrder()
    {
        foreach (var data in (Dataset[])[Data, Numbers])
        {
            var schema = ModelSchema.Of(data).WithMetadata(Properties);
            foreach (var model in (ISavedModel[])[DecisionTreeClassifier.Fit(data), LogisticRegressionClassifier.Fit(data)])
            {
                var loaded = ModelFile.Load(new MemoryStream(TestData.Saved(model, schema)));
                Assert.Equal(Properties, loaded.Schema.Metadata);
                Assert.Equal(data.FeatureNames, loaded.Schema.Features.Select(feature => feature.Name), StringComparer.Ordinal);
                Assert.Equal(data.Categories, loaded.Schema.Features.Select(feature => feature.Categories));
                Assert.Equal(data.ClassNames, loaded.Schema.Classes);
                var (before, after) = (new int[data.RowCount], new int[data.RowCount]);
                ((IClassifier)model).Predict(data, before);
                ((IClassifier)loaded.Model).Predict(loaded.Schema.Map(data), after);
                Assert.Equal(before, after);
            }
        }

        // It needs no names.
        var alone = ModelSchema.None.WithMetadata(Properties);
        Assert.Equal(Properties, ModelFile.Load(new MemoryStream(TestData.Saved(DecisionTreeClassifier.Fit(Numbers), alone))).Schema.Metadata);
    }

    [Fact]
    public void WithoutAnyTheBytesAreThoseOfBefore()
    {
        foreach (var data in (Dataset[])[Data, Numbers])
        {
            var schema = ModelSchema.Of(data);
            var model = DecisionTreeClassifier.Fit(data);
            Assert.Equal(TestData.Saved(model, schema), TestData.Saved(model, schema.WithMetadata(Properties).WithMetadata([])));
        }
    }

    [Fact]
    public void ItIsFoundByName()
    {
        var schema = ModelSchema.Of(Data).WithMetadata(Properties);
        Assert.Equal("", schema.FindMetadata("a.first"));
        Assert.Equal(Properties[0].Text, schema.FindMetadata("b.second"));
        Assert.Null(schema.FindMetadata("A.first"));
        Assert.Null(ModelSchema.Of(Data).FindMetadata("a.first"));
        Assert.Empty(ModelSchema.None.Metadata);
        Assert.Throws<ArgumentNullException>("name", () => schema.FindMetadata(null!));
    }

    [Fact]
    public void ItIsCheckedAndCopied()
    {
        List<MetadataProperty> given = [new("a", "b")];
        var schema = ModelSchema.None.WithMetadata(given);
        given[0] = new("other", "");
        Assert.Equal(new MetadataProperty("a", "b"), Assert.Single(schema.Metadata));
        Assert.Empty(ModelSchema.None.Metadata);

        Assert.Throws<ArgumentNullException>("metadata", () => schema.WithMetadata(null!));
        Refuses("metadata[1] is null", new("a", ""), null!);
        Refuses("metadata[0].Name is null", new MetadataProperty(null!, ""));
        Refuses("metadata[0].Name is empty", new MetadataProperty("", "x"));
        Refuses("metadata[1].Name is 'a', as that of an earlier entry is", new("a", "1"), new("a", "2"));
        Refuses("metadata[0].Name has half a surrogate pair", new MetadataProperty("a\ud800", ""));
        Refuses("metadata[0].Text is null", new MetadataProperty("a", null!));
        Refuses("metadata[0].Text has half a surrogate pair", new MetadataProperty("a", "\udc00"));

        void Refuses(string message, params MetadataProperty[] properties) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>("metadata", () => schema.WithMetadata(properties)).Message, StringComparison.Ordinal);
    }
}
