using System.Buffers.Binary;
using System.Security.Cryptography;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Models;

public class ModelFileTests
{
    private static readonly Dataset Glass = TestData.Glass();
    private static readonly Dataset Named = TestData.Random(3, 200, 3, 3, missing: 0.1).WithCategories([[.. Enumerable.Range(0, 9).Select(category => $"k{category}")], null, ["u", "v", "w", "x", "y", "z"]]);
    private static readonly GradientBoostingOptions Small = new() { Rounds = 1, Tree = new() { MaxLeaves = 3 } };

    public static TheoryData<string> Kinds => ["tree", "entropy", "leaf", "categories", "adaboost", "forest", "extra", "boosting", "vectors", "regression", "logistic", "named categories", "logistic categories", "bagging", "corrected", "corrected categories", "sigmoids", "functions", "temperature"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AModelThatIsLoadedIsTheModel(string kind)
    {
        var (model, data) = Fit(kind);
        var bytes = TestData.Saved(model, ModelSchema.Of(data));
        var loaded = ModelFile.Load(new MemoryStream(bytes));

        Assert.Equal(model.GetType(), loaded.Model.GetType());
        Assert.Equal(data.FeatureNames, loaded.Schema.Features.Select(feature => feature.Name), StringComparer.Ordinal);
        Assert.Equal(data.Categories, loaded.Schema.Features.Select(feature => feature.Categories));
        Assert.Equal(data.ClassNames, loaded.Schema.Classes);
        Assert.Equal(bytes, TestData.Saved(loaded.Model, loaded.Schema));
        Assert.Equal(Trainers.Say(model, data), Trainers.Say(loaded.Model, data));
        if (model is IClassifier classifier)
        {
            Assert.Equal(TestData.Predict(classifier, data), TestData.Predict((IClassifier)loaded.Model, data));
        }

        if (model is DecisionTreeClassifier tree)
        {
            var copy = ModelFile.Load<DecisionTreeClassifier>(new MemoryStream(bytes)).Model;
            Assert.Equal(tree.Nodes.ToArray(), copy.Nodes.ToArray());
            Assert.Equal((tree.Depth, tree.Criterion), (copy.Depth, copy.Criterion));
            Assert.Equal(tree.FeatureImportances(), copy.FeatureImportances());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryFlippedByteAndEveryTruncationIsFound(string kind)
    {
        var (model, data) = Fit(kind);
        var bytes = TestData.Saved(model, data.HasCategories ? ModelSchema.Of(data) : ModelSchema.None);
        for (var i = 0; i < bytes.Length; i++)
        {
            var mask = (byte)(1 << (i % 8));
            foreach (var flip in (ReadOnlySpan<byte>)[mask, 0xFF])
            {
                bytes[i] ^= flip;
                Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(bytes)));
                bytes[i] ^= flip;
            }

            Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(bytes, 0, i)));
        }
    }

    /// <summary>Bytes that are changed and signed again make another model or none, but nothing else happens.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void ForgedFilesAreRefusedOrWork(string kind)
    {
        var (model, data) = Fit(kind);
        var bytes = TestData.Saved(model, data.HasCategories ? ModelSchema.Of(data) : ModelSchema.None);
        var random = new Random(1);
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            var forged = bytes.ToArray();
            forged[36 + random.Next(forged.Length - 68)] = (byte)(random.Next(3) switch { 0 => 0xFF, 1 => 0x80, _ => random.Next(256) });
            SHA256.HashData(forged.AsSpan(0, forged.Length - 32), forged.AsSpan(forged.Length - 32));
            try
            {
                var loaded = ModelFile.Load(new MemoryStream(forged)).Model;
                if (loaded.FeatureCount == data.FeatureCount)
                {
                    (loaded as IClassifier)?.Predict(data, new int[data.RowCount]);
                    (loaded as GradientBoostingRegressor)?.Predict(data, new double[data.RowCount]);
                }
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        // A logistic regression is numbers of which nearly any is one.
        Assert.True(refused > (kind.StartsWith("logistic", StringComparison.Ordinal) ? 20 : 100));
    }

    [Fact]
    public void ErrorsSayWhatIsWrong()
    {
        var bytes = TestData.Saved(Fit("tree").Model, ModelSchema.None);
        Assert.Equal("This is no model file.", Message([1, 2, 3]));
        Assert.Equal("This is no model file.", Message([]));
        Assert.Equal("The model file is truncated.", Message(bytes[..20]));
        Assert.Equal("The model file is truncated.", Message(bytes[..^1]));
        Assert.Equal("The model file is damaged: its checksum does not match.", Message([.. bytes[..100], (byte)~bytes[100], .. bytes[101..]]));
        var newer = bytes.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(newer.AsSpan(8), 4);
        Assert.Equal("The model file is of version 4 of the format; this program reads versions 1 to 3.", Message(newer));
        Assert.Contains("no AdaBoostClassifier", Assert.Throws<InvalidDataException>(() => ModelFile.Load<AdaBoostClassifier>(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
        var other = bytes.ToArray();
        other[12] = (byte)'x';
        SHA256.HashData(other.AsSpan(0, other.Length - 32), other.AsSpan(other.Length - 32));
        Assert.Contains("'xecision-tree'", Message(other), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesMustFitTheModel()
    {
        var model = Fit("tree").Model;
        Assert.Contains("schema.Features has 1 elements for 9 features", Assert.Throws<ArgumentException>("schema", () => TestData.Saved(model, new ModelSchema([new("one")], []))).Message, StringComparison.Ordinal);
        Assert.Contains("schema.Classes has 1 elements for 6 classes", Assert.Throws<ArgumentException>("schema", () => TestData.Saved(model, new ModelSchema([], ["one"]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelsMayFollowEachOther()
    {
        using var stream = new MemoryStream();
        ModelFile.Save(Fit("tree").Model, stream);
        ModelFile.Save(Fit("adaboost").Model, stream);
        stream.Position = 0;
        Assert.IsType<DecisionTreeClassifier>(ModelFile.Load(stream).Model);
        Assert.IsType<AdaBoostClassifier>(ModelFile.Load(stream).Model);
        Assert.Equal(stream.Length, stream.Position);
    }

    private static (ISavedModel Model, Dataset Data) Fit(string kind)
    {
        switch (kind)
        {
            case "tree":
                return (DecisionTreeClassifier.Fit(Glass, new DecisionTreeOptions { MaxDepth = 3 }), Glass);
            case "entropy":
                return (DecisionTreeClassifier.Fit(Glass, new DecisionTreeOptions { Impurity = Impurity.Entropy, MaxDepth = 2, Weighting = ClassWeighting.Balanced }), Glass);
            case "leaf":
                return (DecisionTreeClassifier.Fit(Glass, new DecisionTreeOptions { MaxDepth = 0 }), Glass);
            case "adaboost":
                return (AdaBoostClassifier.Fit(Glass, new AdaBoostOptions { Rounds = 4 }), Glass);
            case "forest":
                return (RandomForestClassifier.Fit(Glass, new RandomForestOptions { TreeCount = 2, MaxDepth = 2 }), Glass);
            case "extra":
                return (ExtraTreesClassifier.Fit(Glass, new ExtraTreesOptions { TreeCount = 2, MaxDepth = 2 }), Glass);
            case "boosting":
                return (GradientBoostingClassifier.Fit(Glass, Small), Glass);
            case "vectors":
                return (GradientBoostingClassifier.Fit(Glass, Small with { Multiclass = GradientMulticlass.VectorLeaves }), Glass);
            case "regression":
                return (GradientBoostingRegressor.Fit(BinnedDataset.Create(Glass).WithTargets([.. Glass.Labels.ToArray().Select(label => (float)label)]), Small), Glass);
            case "logistic":
                return (LogisticRegressionClassifier.Fit(Glass, new LogisticRegressionOptions { MaxIterations = 20 }), Glass);
            case "bagging":
                return (BaggingClassifier.Fit(Glass, (rows, _, input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 2 }, input), new() { BagCount = 2 }), Glass);
            case "sigmoids":
                return (Calibrated(CalibrationMethod.Sigmoid), Glass);
            case "functions":
                return (Calibrated(CalibrationMethod.Isotonic), Glass);
            case "temperature":
                return (Calibrated(CalibrationMethod.Temperature), Glass);
            case "corrected":
                return (new PriorCorrectedClassifier(DecisionTreeClassifier.Fit(Glass, new() { MaxDepth = 3 }), [1, 2, 3, 0, 5, 6], [6, 5, 4, 3, 2, 0]), Glass);
            case "corrected categories":
                return (new PriorCorrectedClassifier(DecisionTreeClassifier.Fit(Named, new() { MaxDepth = 3 }), [1, 2, 3]), Named);
            case "named categories":
                return (DecisionTreeClassifier.Fit(Named, new DecisionTreeOptions { MaxDepth = 3 }), Named);
            case "logistic categories":
                return (LogisticRegressionClassifier.Fit(Named, new LogisticRegressionOptions { MaxIterations = 20, MaxCategoryColumns = 5 }), Named);
            default:
                var data = TestData.Random(3, 200, 3, 3, missing: 0.1);
                return (DecisionTreeClassifier.Fit(BinnedDataset.Create(data, isCategorical: [true, false, true]), new DecisionTreeOptions { MaxDepth = 3 }), data);
        }
    }

    private static string Message(byte[] bytes) => Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(bytes))).Message;

    private static CalibratedClassifier Calibrated(CalibrationMethod method) =>
        CalibratedClassifier.Fit(Glass, (rows, _, input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 2 }, input), new() { Method = method, FoldCount = 2 });
}
