using System.Collections;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Data;

/// <summary>What a data set says and checks of its categories.</summary>
public class DatasetCategoryTests
{
    private const string Parameter = "categories";
    private static readonly string[] Colours = ["red", "green", "blue"];
    private static readonly Dataset Numbers = TestData.Create(2, 2, [1, 2, 3, 2, double.NaN, 0], [0, 1, 1]);
    private static readonly Dataset Data = Numbers.WithCategories([null, Colours]);

    [Fact]
    public void NothingIsACategoryAtFirst()
    {
        Assert.Equal([null, null], Numbers.Categories);
        Assert.Equal([null, null], Numbers.WithCategories([null, null]).Categories);
        Assert.Equal([null, null], Data.WithCategories([null, null]).Categories);
    }

    [Fact]
    public void CategoriesStayWithTheRows()
    {
        Dataset[] all = [Data, Data.Subset([2, 0]), Data.Subset([]), Data.WithTargets([1, 2, 3]), Data.WithSampleWeights([1, 2, 3]), Data.Subset([1]).WithTargets([1]).WithSampleWeights([2]).Subset([0, 0])];
        Assert.All(all, data =>
        {
            Assert.Null(data.Categories[0]);
            Assert.Equal(Colours, data.Categories[1]);
        });
        Assert.Equal([2, double.NaN, 0], Data.Column(1).ToArray());
    }

    [Fact]
    public void RowsForRegressionAndFloatsHaveThemToo()
    {
        Assert.Equal(Colours, Dataset.ForRegression(["x"], [2.0, double.NaN], [1, 2]).WithCategories([Colours]).Categories[0]);
        Assert.Equal(Colours, Dataset.ForRegression(["x"], [2f, float.NaN], [1, 2]).WithCategories([Colours]).Categories[0]);
        Assert.Equal(Colours, new Dataset(["x"], ["c"], [2f, float.NaN], [0, 0]).WithCategories([Colours]).Categories[0]);
    }

    [Fact]
    public void NamesAreCopied()
    {
        List<string> names = ["a", "b", "c"];
        List<IReadOnlyList<string>?> features = [null, names];
        var data = Numbers.WithCategories(features);
        names[0] = "other";
        features[1] = null;
        Assert.Equal(["a", "b", "c"], data.Categories[1]);
    }

    [Theory]
    [InlineData(-1, "-1")]
    [InlineData(3, "3")]
    [InlineData(0.5, "0.5")]
    [InlineData(1e300, "1E+300")]
    public void AValueThatIsNoCategoryIsRefusedByFeatureRowAndValue(double value, string text)
    {
        Refuses(TestData.Create(2, 2, [0, 0, 0, 0, 1, value], [0, 1, 1]));
        if (Math.Abs(value) < 10)
        {
            Refuses(new Dataset(["f0", "f1"], ["a", "b"], [0f, 0, 0, 0, 1, (float)value], [0, 1, 1]));
        }

        void Refuses(Dataset data)
        {
            var message = Assert.Throws<ArgumentOutOfRangeException>(Parameter, () => data.WithCategories([null, Colours])).Message;
            Assert.Contains($"values has {text} for feature 'f1' in row 2; a category must be an integer in [0, 3), or NaN where it is missing.", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ListsThatDoNotFitAreRefusedByName()
    {
        Assert.Throws<ArgumentNullException>(Parameter, () => Numbers.WithCategories(null!));
        Refuses("categories has 1 entries for 2 features", [Colours]);
        Refuses("categories[1], of feature 'f1', has 0 names; there must be at least 1 and fewer than 16777216", [null, []]);
        Refuses("categories[1], of feature 'f1', has 16777216 names", [null, new Many(1 << 24)]);
        Refuses("categories[1][2], of feature 'f1', is 'a' as categories[1][0] is; names must differ", [null, ["a", "A", "a"]]);
        Refuses("categories[1][1] is null", [null, ["a", null!]]);
        foreach (var name in (string[])["a\ud800", "\udc00b"])
        {
            Refuses("categories[1][0] has half a surrogate pair", [null, [name, "b", "c"]]);
        }

        static void Refuses(string message, IReadOnlyList<string>?[] categories) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(Parameter, () => Numbers.WithCategories(categories)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfOtherScriptsAndNoNameAtAllAreNames() => Assert.Equal(["", "😀", "é"], Numbers.WithCategories([null, ["", "😀", "é"]]).Categories[1]);

    // Refused by its number alone: no name is asked for.
    private sealed class Many(int count) : IReadOnlyList<string>
    {
        public int Count => count;

        public string this[int index] => throw new InvalidOperationException();

        public IEnumerator<string> GetEnumerator() => throw new InvalidOperationException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
