using System.Security.Cryptography;
using System.Text;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Training.Tests.Models;

/// <summary>Files read by docs/model-format.md alone, element by element: each is the model's, and nothing is left over.</summary>
public class ModelFormatTests
{
    private static readonly Dataset Data = TestData.Random(3, 300, 3, 3, distinct: 9, missing: 0.1);
    private static readonly BinnedDataset Bins = BinnedDataset.Create(Data, isCategorical: [false, true, false]);
    private static readonly ModelSchema Numbers = new([new("a"), new("é"), new("")], ["x", "y", "z"]);
    private static readonly ModelSchema Categories = new([new("a"), new("é", ["", "rot", "grün"]), new("")], ["x", "y", "z"]);

    private static readonly MetadataProperty[] Metadata = [new("one.two", ""), new("é", "grün\n{\"a\": 1}")];

    [Fact]
    public void ADecisionTree()
    {
        var tree = DecisionTreeClassifier.Fit(Bins, new DecisionTreeOptions { MaxDepth = 4, Impurity = Impurity.Entropy });
        Read(tree, "decision-tree", file => ReadTree(file, tree));
    }

    [Fact]
    public void AdaBoost()
    {
        var model = AdaBoostClassifier.Fit(Bins, new AdaBoostOptions { Rounds = 3, Tree = new() { MaxDepth = 2 } });
        Read(model, "adaboost", file =>
        {
            Assert.Equal([3, 3, 3], Integers(file, 3));
            Assert.Equal(model.Votes.ToArray(), Doubles(file));
            Assert.All(model.Trees, tree => ReadTree(file, tree));
        });
    }

    [Fact]
    public void Forests()
    {
        Read(RandomForestClassifier.Fit(Bins, new RandomForestOptions { TreeCount = 3, MaxDepth = 4 }), "random-forest", ReadForest);
        Read(ExtraTreesClassifier.Fit(Bins, new ExtraTreesOptions { TreeCount = 3, MaxDepth = 4 }), "extra-trees", ReadForest);

        static void ReadForest(BinaryReader file, Forest forest)
        {
            Assert.Equal([3, 3], Integers(file, 2));
            ReadSplits(file, forest.Roots, forest.Nodes.ToArray(), forest.CategorySets);
            Assert.Equal(Enumerable.Range(0, forest.Nodes.Length).SelectMany(node => forest.ClassFractions(node).ToArray()), Doubles(file));
            Assert.Equal(forest.FeatureImportances(), Doubles(file));
        }
    }

    [Fact]
    public void LogisticRegression()
    {
        var model = LogisticRegressionClassifier.Fit(Data);
        Read(model, "logistic", file =>
        {
            Assert.Equal([3, 3], Integers(file, 2));
            var scaling = Standardizer.Fit(Data);
            for (var feature = 0; feature < 3; feature++)
            {
                var (unit, rest, mean, inverse) = (file.ReadDouble(), file.ReadDouble(), file.ReadDouble(), file.ReadDouble());
                Assert.All(Data.Column(feature).ToArray().Where(value => !double.IsNaN(value)), value => Assert.Equal(scaling.Transform(feature, value), ((value * unit * rest) - mean) * inverse));
            }

            Assert.Equal([.. Enumerable.Range(0, 3).SelectMany(label => model.Weights(label).ToArray()), .. model.Intercepts], Doubles(file));
        });
    }

    [Fact]
    public void LogisticRegressionOfCategories()
    {
        var data = Data.WithCategories([null, [.. Enumerable.Range(0, 12).Select(category => $"{category}")], null]);
        var model = LogisticRegressionClassifier.Fit(data, new() { MaxCategoryColumns = 4 });
        foreach (var schema in (ModelSchema[])[ModelSchema.Of(data), ModelSchema.None, ModelSchema.Of(data).WithMetadata(Metadata)])
        {
            Read(model, "logistic", schema, schema.Metadata.Count > 0 ? 3 : 2, file =>
            {
                Assert.Equal([3, 3], Integers(file, 2));
                Assert.Equal([], Many(file, file.ReadInt32));
                var places = Many(file, file.ReadInt32);
                Assert.Equal(12, places.Length);
                Assert.Equal([], Many(file, file.ReadInt32));
                for (var category = 0; category < 12; category++)
                {
                    var column = model.Columns.ToList().FindIndex(own => own.Feature == 1 && own.Categories.Contains(category));
                    Assert.Equal(column < 0 ? -1 : column - 1, places[category]);
                }

                var scaling = Standardizer.Fit(data);
                foreach (var feature in (int[])[0, 2])
                {
                    var (unit, rest, mean, inverse) = (file.ReadDouble(), file.ReadDouble(), file.ReadDouble(), file.ReadDouble());
                    Assert.Equal(scaling.Transform(feature, 3), ((3 * unit * rest) - mean) * inverse);
                }

                Assert.Equal([.. Enumerable.Range(0, 3).SelectMany(label => model.Weights(label).ToArray()), .. model.Intercepts], Doubles(file));
            });
        }
    }

    [Theory]
    [InlineData(GradientMulticlass.TreePerClass)]
    [InlineData(GradientMulticlass.VectorLeaves)]
    public void Boosting(GradientMulticlass multiclass)
    {
        var options = new GradientBoostingOptions { Rounds = 3, Multiclass = multiclass, Tree = new() { MaxLeaves = 6 } };
        var model = GradientBoostingClassifier.Fit(Bins, options);
        Read(model, "boosting", file =>
        {
            Assert.Equal(3, file.ReadInt32());
            ReadBoosting(file, model.Model);
        });
        var regression = GradientBoostingRegressor.Fit(Bins.WithTargets([.. Data.Labels.ToArray().Select(label => (float)label)]), options);
        Read(regression, "boosting-values", file => ReadBoosting(file, regression.Model));
        var none = new GradientBoostingClassifier(new GradientBoostingModel(3, false, [0.25, 0, 1], TreeStructure.None, [], []), 3);
        Read(none, "boosting", file =>
        {
            Assert.Equal([3, 3], Integers(file, 2));
            Assert.Equal([0.25, 0, 1], Doubles(file));
            Assert.Equal((false, false), (file.ReadBoolean(), file.ReadBoolean()));
        });
    }

    [Fact]
    public void ACorrection()
    {
        var tree = DecisionTreeClassifier.Fit(Bins, new DecisionTreeOptions { MaxDepth = 3 });
        var model = new PriorCorrectedClassifier(tree, [1, 2, 0], [0, 1, 1]);
        Read(model, "prior-corrected", file =>
        {
            var ratios = Doubles(file);
            Assert.Equal(model.LogRatios.ToArray(), ratios);
            Assert.Equal([double.NegativeInfinity, -Math.Log(2), double.NegativeInfinity], ratios, (one, other) => one.Equals(other) || Math.Abs(one - other) < 1e-15);
            Assert.Equal("decision-tree", Encoding.UTF8.GetString(file.ReadBytes(file.ReadInt32())));
            ReadTree(file, tree);
        });
    }

    [Theory]
    [InlineData(CalibrationMethod.Sigmoid)]
    [InlineData(CalibrationMethod.Isotonic)]
    [InlineData(CalibrationMethod.Temperature)]
    public void ACalibration(CalibrationMethod method)
    {
        var model = CalibratedClassifier.Fit(
            Data, (rows, _, _) => DecisionTreeClassifier.Fit(BinnedDataset.Create(rows, isCategorical: [false, true, false]), new DecisionTreeOptions { MaxDepth = 3 }), new() { Method = method, FoldCount = 2 });
        Read(model, "calibrated", file =>
        {
            Assert.Equal((int)method, file.ReadInt32());
            switch (method)
            {
                case CalibrationMethod.Sigmoid:
                    Assert.Equal(model.Sigmoids.SelectMany(line => (double[])[line.Slope, line.Intercept]), Doubles(file));
                    break;
                case CalibrationMethod.Isotonic:
                    Assert.Equal(model.Functions.Count, file.ReadInt32());
                    foreach (var function in model.Functions)
                    {
                        Assert.Equal(function.Scores.ToArray(), Doubles(file));
                        Assert.Equal(function.Values.ToArray(), Doubles(file));
                    }

                    break;
                default:
                    Assert.Equal(model.Temperature, file.ReadDouble());
                    break;
            }

            Assert.Equal("decision-tree", Encoding.UTF8.GetString(file.ReadBytes(file.ReadInt32())));
            ReadTree(file, (DecisionTreeClassifier)model.Classifier);
        });
    }

    private static void Read<TModel>(TModel model, string kind, Action<BinaryReader, TModel> payload)
        where TModel : ISavedModel => Read(model, kind, file => payload(file, model));

    private static void Read(ISavedModel model, string kind, Action<BinaryReader> payload)
    {
        Read(model, kind, Numbers, 1, payload);
        if (model is not LogisticRegressionClassifier)
        {
            Read(model, kind, Categories, 2, payload);
            Read(model, kind, Categories.WithMetadata(Metadata), 3, payload);
        }
    }

    private static void Read(ISavedModel model, string kind, ModelSchema schema, int version, Action<BinaryReader> payload)
    {
        var bytes = TestData.Saved(model, schema);
        using var file = new BinaryReader(new MemoryStream(bytes));
        Assert.Equal("CWMODEL\u001A", Encoding.ASCII.GetString(file.ReadBytes(8)));
        Assert.Equal(version, file.ReadInt32());
        Assert.Equal(kind.PadRight(16, '\0'), Encoding.ASCII.GetString(file.ReadBytes(16)));
        Assert.Equal(bytes.Length - 36 - 32, file.ReadInt64());
        Assert.Equal(schema.Features.Select(feature => feature.Name), Texts(file), StringComparer.Ordinal);
        Assert.Equal(schema.Classes, Texts(file), StringComparer.Ordinal);
        for (var feature = 0; version >= 2 && feature < schema.Features.Count; feature++)
        {
            Assert.Equal(schema.Features[feature].Categories, file.ReadBoolean() ? Texts(file) : null);
        }

        if (version == 3)
        {
            Assert.Equal(Metadata.SelectMany(property => (string[])[property.Name, property.Text]), Texts(file), StringComparer.Ordinal);
        }

        payload(file);
        Assert.Equal(bytes.Length - 32, file.BaseStream.Position);
        Assert.Equal(SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)), file.ReadBytes(32));
    }

    private static void ReadTree(BinaryReader file, DecisionTreeClassifier tree)
    {
        Assert.Equal([3, 3, Impurity.Number(tree.Criterion)], Integers(file, 3));
        ReadSplits(file, [0], [.. tree.Nodes.ToArray().Select(node => node.ToSplit())], tree.CategorySets);
        foreach (var node in tree.Nodes)
        {
            Assert.Equal((node.Label, node.RowCount, node.Weight), (file.ReadInt32(), file.ReadInt64(), file.ReadDouble()));
        }

        Assert.Equal(1, tree.Nodes[0].Weight);
        Assert.Equal(Enumerable.Range(0, tree.Nodes.Length).SelectMany(node => tree.ClassFractions(node).ToArray()), Doubles(file));
    }

    private static void ReadBoosting(BinaryReader file, GradientBoostingModel model)
    {
        Assert.Equal(3, file.ReadInt32());
        Assert.Equal(model.InitialScores.ToArray(), Doubles(file));
        Assert.Equal((model.HasVectorLeaves, true), (file.ReadBoolean(), file.ReadBoolean()));
        ReadSplits(file, model.Roots, model.Nodes.ToArray(), model.CategorySets);
        foreach (var node in model.Statistics)
        {
            Assert.Equal((node.Gain, node.RowCount, node.Weight, node.Hessian), (file.ReadDouble(), file.ReadInt64(), file.ReadDouble(), file.ReadDouble()));
        }

        Assert.Equal(model.Values.ToArray(), Doubles(file));
    }

    private static void ReadSplits(BinaryReader file, ReadOnlySpan<int> roots, TreeSplit[] nodes, ReadOnlySpan<ulong> words)
    {
        Assert.Equal(roots.ToArray(), Integers(file, file.ReadInt32()));
        var sets = Many(file, file.ReadUInt64);
        Assert.Equal(words.ToArray(), sets);
        Assert.Equal(nodes.Length, file.ReadInt32());
        for (var number = 0; number < nodes.Length; number++)
        {
            var feature = file.ReadInt32();
            Assert.Equal(nodes[number].Feature, feature);
            if (feature >= 0)
            {
                var read = new TreeSplit(feature, 0, false, file.ReadInt32(), file.ReadInt32()) with { Threshold = file.ReadDouble(), MissingGoesLeft = file.ReadBoolean() };
                Assert.Equal(nodes[number], read);
                Assert.True(read.Left > number);
                Assert.Equal(feature == 1, read.CategorySet >= 0);
                Assert.True(read.CategorySet < 0 || Enumerable.Range(0, 99).All(category => Bins.Mapper[1].Lowest.Contains(category) || !IsIn(sets, read.CategorySet, category)));
            }
        }

        Assert.Contains(nodes, node => node.CategorySet >= 0);
    }

    private static bool IsIn(ulong[] sets, int set, int category) => category / 64 < (int)(uint)sets[set]
        ? ((sets[set + 1 + (category / 64)] >> (category % 64)) & 1) != 0
        : sets[set] >> 63 != 0;

    private static string[] Texts(BinaryReader file) => Many(file, () => Encoding.UTF8.GetString(file.ReadBytes(file.ReadInt32())));

    private static int[] Integers(BinaryReader file, int count) => [.. Enumerable.Range(0, count).Select(_ => file.ReadInt32())];

    private static double[] Doubles(BinaryReader file) => Many(file, file.ReadDouble);

    private static T[] Many<T>(BinaryReader file, Func<T> read) => [.. Enumerable.Range(0, file.ReadInt32()).Select(_ => read())];
}
