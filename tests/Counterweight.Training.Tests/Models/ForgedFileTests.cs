using System.Buffers.Binary;
using System.Security.Cryptography;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Models;

/// <summary>Files with one element changed and signed again: what makes no model is refused, and what just makes one is not.</summary>
public partial class ForgedFileTests
{
    private const int Payload = 36;
    private static readonly Dataset Pure = TestData.Create(1, 2, [1, 2], [1, 1]);
    private static readonly Dataset Mixed = TestData.Create(1, 2, [1, 2, 3, 4], [0, 0, 1, 1]);

    // Of trees of one leaf: two counts of names, then the model, see docs/model-format.md.
    private static readonly byte[] Tree = Saved(DecisionTreeClassifier.Fit(Pure), 80);
    private static readonly byte[] Forest = Saved(RandomForestClassifier.Fit(Pure, new RandomForestOptions { TreeCount = 1 }), 68);
    private static readonly byte[] AdaBoost = Saved(AdaBoostClassifier.Fit(Pure), 104);
    private static readonly byte[] Boosting = Saved(GradientBoostingClassifier.Fit(Pure, new() { Rounds = 1 }), 94);
    private static readonly byte[] Regression = Saved(GradientBoostingRegressor.Fit(BinnedDataset.Create(Pure).WithTargets([1, 2]), new() { Rounds = 1, Tree = new() { MaxDepth = 0 } }), 90);

    // Two counts of names, features, classes, the scale of one feature at 16, then the number of parameters at 48.
    private static readonly byte[] Logistic = Saved(LogisticRegressionClassifier.Fit(Mixed), 84);

    // One split: the root's elements follow the number of nodes at 32.
    private static readonly byte[] Stump = Saved(DecisionTreeClassifier.Fit(Mixed), 177);

    public static TheoryData<double> NoShares => [-1e-300, -1, 1.0000000000000002, 2, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    public static TheoryData<double> NegativeOrNotFinite => [-1e-300, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Theory]
    [MemberData(nameof(NoShares))]
    public void SharesOutsideZeroToOneAreRefused(double fraction)
    {
        Refused(Tree, 64, fraction, "fractions lie in [0, 1]");
        Refused(Tree, 72, fraction, "fractions lie in [0, 1]");
        Refused(Forest, 40, fraction, "fractions lie in [0, 1]");
        Refused(Forest, 48, fraction, "fractions lie in [0, 1]");
        Refused(AdaBoost, 88, fraction, "fractions lie in [0, 1]");
        Refused(Tree, 52, fraction, "fractions of the weight in [0, 1]");
        Refused(AdaBoost, 76, fraction, "fractions of the weight in [0, 1]");
        Refused(Boosting, 66, fraction, "fractions of the weight in [0, 1]");
        Refused(Regression, 62, fraction, "fractions of the weight in [0, 1]");
        if (fraction is not (> 1 and < 1.1))
        {
            Refused(Forest, 60, fraction, "importance in [0, 1]");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SharesOfZeroAndOneAreTaken(double fraction)
    {
        Taken(Forged(Tree, 64, fraction));
        Taken(Forged(Tree, 52, fraction));
        Taken(Forged(Forest, 40, fraction));
        Taken(Forged(Forest, 60, fraction));
        Taken(Forged(Boosting, 66, fraction));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void NegativeRowsAreRefused(long rows)
    {
        Refused(Tree, 44, rows, "rows are at least 0");
        Refused(AdaBoost, 68, rows, "rows are at least 0");
        Refused(Boosting, 58, rows, "gains, rows and Hessians are at least 0");
        Refused(Regression, 54, rows, "gains, rows and Hessians are at least 0");
        Taken(Forged(Tree, 44, 0L));
        Taken(Forged(Boosting, 58, 0L));
    }

    [Theory]
    [MemberData(nameof(NegativeOrNotFinite))]
    public void GainsAndHessiansAreNeitherNegativeNorInfinite(double number)
    {
        Refused(Boosting, 50, number, "gains, rows and Hessians are at least 0");
        Refused(Boosting, 74, number, "gains, rows and Hessians are at least 0");
        Taken(Forged(Boosting, 50, 0.0));
        Taken(Forged(Boosting, 74, 0.0));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void ScoresAndLeafValuesAreFinite(double number)
    {
        Refused(Boosting, 20, number, "there is an initial score, and all are finite");
        Refused(Boosting, 86, number, "values are finite");
        Refused(Regression, 16, number, "there is an initial score, and all are finite");
        Refused(Regression, 82, number, "values are finite");
        Taken(Forged(Boosting, 86, -7.5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void VotesAreAboveZero(double vote) => Refused(AdaBoost, 24, vote, "there are votes, all above 0");

    [Fact]
    public void ColumnsOfCategoriesAreThoseOfCategories()
    {
        // Three categories without names: two counts of names, features, classes, the number of categories at 16, their columns, then the number of parameters at 32.
        var data = TestData.Create(1, 2, [0, 1, 2, 0], [0, 0, 1, 1]).WithCategories([["a", "b", "c"]]);
        var bytes = Saved(LogisticRegressionClassifier.Fit(data), 100);
        Assert.Equal(2, bytes[8]);
        Taken(Columns(bytes, 0, 1, 2));
        Refused(bytes, 20, -2, "columns are those of categories in their order");
        Refused(Columns(bytes, 1, 0, 2), 16, 3, "columns are those of categories in their order");
        Refused(Columns(bytes, 0, 2, 2), 16, 3, "every column has a category");
        Refused(Columns(bytes, 0, 0, 1), 16, 3, "columns are those of categories in their order");
        Refused(Columns(bytes, 0, 1, -1), 16, 3, "a weight for each class and column");
        Refused(Columns(bytes, -1, -1, -1), 16, 3, "a weight for each class and column");
        Refused(Columns(bytes, -3, -3, -3), 16, 3, "columns are those of categories in their order");
        Refused(bytes, 28, int.MaxValue, "");
        Refused(bytes, 28, int.MaxValue - 1, "");
        Refused(bytes, 8, int.MaxValue, "");

        // Of two columns, the last is of several categories.
        var two = Saved(LogisticRegressionClassifier.Fit(data, new() { MaxCategoryColumns = 1 }), 84);
        Taken(Columns(two, 0, 1, 1));
        Taken(Columns(two, 1, 0, 1));
        Taken(Columns(two, -1, 0, 1));
        Refused(Columns(two, 0, 0, 1), 16, 3, "columns are those of categories in their order");
        Refused(Columns(two, 1, 1, -1), 16, 3, "every column has a category");

        static byte[] Columns(byte[] bytes, params int[] places) => Forged(Forged(Forged(bytes, 20, places[0]), 24, places[1]), 28, places[2]);
    }

    [Fact]
    public void ScalesAndWeightsOfLogisticRegressionAreFinite()
    {
        foreach (var number in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            for (var at = 16; at < 48; at += 8)
            {
                Refused(Logistic, at, number, "");
            }

            Refused(Logistic, 52, number, "weights and intercepts");
            Refused(Logistic, 76, number, "weights and intercepts");
        }

        Refused(Logistic, 16, -1.0, "factors and inverse deviations");
        Refused(Logistic, 24, -1.0, "factors and inverse deviations");
        Refused(Logistic, 40, -1.0, "factors and inverse deviations");
        Refused(Logistic, 52, 1.1e155, "weights and intercepts");
        Refused(Logistic, 76, -1.1e155, "weights and intercepts");
        Taken(Forged(Logistic, 32, -7.5));
        var great = Forged(Forged(Logistic, 52, 1e155), 60, -1e155);
        Assert.All(Trainers.Say(Load(great), TestData.Create(1, 2, [double.MaxValue, -double.MaxValue], [0, 0])), value => Assert.InRange(value, 0, 1));
        Refused(Logistic, 8, 0, "a number of features");
        Refused(Logistic, 12, 1, "a number of classes");
        Refused(Logistic, 12, 3, "a weight for each class and column");
        Refused(Logistic, 48, 3, "a weight for each class and column");
        Refused(Logistic, 8, int.MaxValue, "The model asks for");
    }

    [Fact]
    public void RegressionOfTwoScoresIsRefused()
    {
        var bytes = TestData.Saved(new GradientBoostingRegressor(new GradientBoostingModel(1, false, [0, 0], TreeStructure.None, [], [])), ModelSchema.None);
        Assert.Contains("regression has one score", Assert.Throws<InvalidDataException>(() => Load(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IntegersLieInTheirRanges()
    {
        Refused(Tree, 8, 0, "a number of features");
        Refused(Tree, 12, 0, "a number of classes");
        Refused(Tree, 16, 3, "a criterion");
        Refused(Tree, 16, -2, "a criterion");
        Taken(Forged(Tree, 16, -1));
        Refused(Tree, 20, 0, "");
        Refused(Tree, 24, 1, "");
        Refused(Tree, 36, 1, "a feature");
        Refused(Tree, 36, -2, "a feature");
        Refused(Tree, 40, 2, "a label");
        Refused(Tree, 40, -1, "a label");
        Refused(Tree, 60, 1, "");
        Refused(Tree, 60, int.MaxValue, "elements");
        Refused(Tree, 60, -1, "elements");
        Refused(Tree, 12, 1, "a label");
        Refused(Forest, 12, 3, "a fraction for each node and class");
        Refused(AdaBoost, 16, 0, "a number of classes with weight");
        Refused(AdaBoost, 16, 3, "a number of classes with weight");
        Refused(AdaBoost, 32, 2, "all trees have the same features and classes");
        Refused(Boosting, 8, 3, "there is a score for two classes, or for each");
        Refused(Boosting, 8, 1, "a number of classes");
        Taken(Forged(Tree, 16, 1));
        Taken(Forged(Tree, 40, 0));
    }

    [Fact]
    public void SplitsLeadToLaterNodesOfTheTree()
    {
        Refused(Stump, 40, 0, "");
        Refused(Stump, 40, 2, "");
        Refused(Stump, 40, -1, "");
        Refused(Stump, 44, 0, "");
        Refused(Stump, 36, 1, "a feature");
        Refused(Stump, 48, double.NaN, "");
        var flag = Stump.ToArray();
        flag[Payload + 56] = 2;
        Assert.Contains("where 0 or 1 belongs", Assert.Throws<InvalidDataException>(() => Load(Signed(flag))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATreeBeginsAtItsFirstNodeAndForestsHaveTrees()
    {
        Refused(Stump, 24, 1, "a tree has one root, node 0");
        foreach (var (bytes, at) in new[] { (Forest, 16), (Boosting, 30) })
        {
            // No root, though there is a node.
            byte[] none = [.. bytes[..(Payload + at)], 0, 0, 0, 0, .. bytes[(Payload + at + 8)..]];
            BinaryPrimitives.WriteInt64LittleEndian(none.AsSpan(28), none.Length - Payload - 32);
            Assert.Contains("there is a tree", Assert.Throws<InvalidDataException>(() => Load(Signed(none))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WhereMissingValuesGoIsKept()
    {
        foreach (var isLeft in (bool[])[false, true])
        {
            var bytes = Stump.ToArray();
            bytes[Payload + 56] = (byte)(isLeft ? 1 : 0);
            var tree = Assert.IsType<DecisionTreeClassifier>(Load(Signed(bytes)));
            Assert.Equal(isLeft, tree.Nodes[0].MissingGoesLeft);
            Assert.Equal([isLeft ? 0 : 1], TestData.Predict(tree, TestData.Create(1, 2, [double.NaN], [0])));
            Assert.Equal(bytes[..^32], TestData.Saved(tree)[..^32]);
        }
    }

    private static byte[] Saved(ISavedModel model, int payload)
    {
        var bytes = TestData.Saved(model, ModelSchema.None);
        Assert.Equal(Payload + payload + 32, bytes.Length);
        return bytes;
    }

    private static void Refused<T>(byte[] bytes, int at, T value, string why)
        where T : struct => Assert.Contains(why, Assert.Throws<InvalidDataException>(() => Load(Forged(bytes, at, value))).Message, StringComparison.Ordinal);

    private static void Taken(byte[] bytes) => Assert.NotNull(Load(bytes));

    private static ISavedModel Load(byte[] bytes) => ModelFile.Load(new MemoryStream(bytes)).Model;

    private static byte[] Forged<T>(byte[] bytes, int at, T value)
        where T : struct
    {
        var forged = bytes.ToArray();
        var place = forged.AsSpan(Payload + at);
        switch (value)
        {
            case int number:
                BinaryPrimitives.WriteInt32LittleEndian(place, number);
                break;
            case long number:
                BinaryPrimitives.WriteInt64LittleEndian(place, number);
                break;
            case double number:
                BinaryPrimitives.WriteDoubleLittleEndian(place, number);
                break;
            default:
                throw new ArgumentException("No element of files.", nameof(value));
        }

        return Signed(forged);
    }

    private static byte[] Signed(byte[] bytes)
    {
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        return bytes;
    }
}
