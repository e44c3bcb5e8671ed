using System.Security.Cryptography;
using System.Text;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Ensembles;

/// <summary>Bags of any models are saved and loaded; files that hold no such thing are refused.</summary>
public class EnsembleSavingTests
{
    private static readonly Dataset Data = TestData.Random(71, 90, 3, 3);
    private static readonly BaggingOptions Two = new() { BagCount = 2 };

    [Fact]
    public void BagsOfAnyModelsAreSavedAndSayTheSame()
    {
        foreach (var trainer in Trainers.OfClasses)
        {
            var model = BaggingClassifier.Fit(Data, (rows, _, _) => (IProbabilisticClassifier)Trainers.Fit(trainer, rows), Two);
            var bytes = TestData.Saved(model);
            var loaded = ModelFile.Load<BaggingClassifier>(new MemoryStream(bytes)).Model;
            Assert.Equal(Trainers.Say(model, Data), Trainers.Say(loaded, Data));
            Assert.Equal(bytes, TestData.Saved(loaded));
        }
    }

    [Fact]
    public void BagsKeepNamesOfCategories()
    {
        var data = Data.WithCategories([null, ["a", "b", "c", "d", "e", "f"], null]);
        var model = BaggingClassifier.Fit(data, (rows, _, input) => LogisticRegressionClassifier.Fit(rows, null, input), Two);
        using var stream = new MemoryStream();
        ModelFile.Save(model, stream, ModelSchema.Of(data));
        stream.Position = 0;
        var loaded = ModelFile.Load<BaggingClassifier>(stream);
        Assert.Equal(Trainers.Say(model, data), Trainers.Say(loaded.Model, data));
        Assert.Equal(["a", "b", "c", "d", "e", "f"], loaded.Schema.Features[1].Categories!);
        Assert.Equal(2, BitConverter.ToInt32(TestData.Saved(model), 8));
        Assert.Throws<ArgumentException>("schema", () => ModelFile.Save(model, new MemoryStream(), ModelSchema.Of(Data)));
        var trees = BaggingClassifier.Fit(Data, (rows, _, input) => DecisionTreeClassifier.Fit(rows, null, input), Two);
        Assert.Throws<ArgumentException>("schema", () => ModelFile.Save(trees, new MemoryStream(), ModelSchema.Of(data)));
    }

    [Fact]
    public void AClassifierOfOnesOwnIsBaggedButNotSaved()
    {
        var model = BaggingClassifier.Fit(Data, (rows, _, _) => new Always(rows.FeatureCount, rows.ClassCount), Two);
        Assert.All(TestData.Predict(model, Data), label => Assert.Equal(0, label));
        var error = Assert.Throws<ArgumentException>("model", () => TestData.Saved(model));
        Assert.StartsWith("bag 0 is a Always; only models of this library can be saved.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BagsOfBagsAreSavedToALimit()
    {
        BaggingClassifier Nested(Dataset rows, int depth) =>
            BaggingClassifier.Fit(rows, (bag, _, input) => depth == 0 ? DecisionTreeClassifier.Fit(bag, null, input) : Nested(bag, depth - 1), new() { BagCount = 1 });
        var deepest = TestData.Saved(Nested(Data, 7));
        Assert.Equal(deepest, TestData.Saved((ISavedModel)ModelFile.Load(new MemoryStream(deepest)).Model));
        Assert.Contains("is 9 models deep; at most 8", Assert.Throws<ArgumentException>("model", () => TestData.Saved(Nested(Data, 8))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PartsAreClassifiersOfTheSameShape()
    {
        Assert.Contains("there are bags", Refused("bagging", writer => writer.Integer(0)), StringComparison.Ordinal);
        Assert.Contains("'nonsense'", Refused("bagging", writer => Parts(writer, "nonsense")), StringComparison.Ordinal);
        Assert.Contains("no classifier", Refused("bagging", writer => Parts(writer, "boosting-values", Regression)), StringComparison.Ordinal);
        Assert.Contains("the same features and classes", Refused("bagging", writer =>
        {
            writer.Integer(2);
            writer.Text("decision-tree");
            ((ISavedModel)DecisionTreeClassifier.Fit(Data)).Write(writer);
            writer.Text("decision-tree");
            ((ISavedModel)DecisionTreeClassifier.Fit(TestData.Random(1, 40, 3, 2))).Write(writer);
        }), StringComparison.Ordinal);
        Assert.Contains("at most 8 models are inside each other", Refused("bagging", writer =>
        {
            for (var depth = 0; depth < 100000; depth++)
            {
                Parts(writer, "bagging");
            }
        }), StringComparison.Ordinal);
        foreach (var counts in (int[][])[[], [1], [2, 2, 3], [-1, 7], [6, 0]])
        {
            Assert.Contains("every bag has trees", Refused("easy-ensemble", writer =>
            {
                writer.Integers(counts);
                ((ISavedModel)EasyEnsembleClassifier.Fit(Data, new() { BagCount = 2, Boosting = new() { Rounds = 3 } }).Votes).Write(writer);
            }), StringComparison.Ordinal);
        }

        // Each vote is a number, and their sum is none.
        Assert.Contains("their sum is finite", Refused("adaboost", writer =>
        {
            writer.Integer(3);
            writer.Integer(3);
            writer.Integer(3);
            writer.Doubles([1e308, 1e308]);
        }), StringComparison.Ordinal);

        static void Parts(ModelWriter writer, string kind, ISavedModel? model = null)
        {
            writer.Integer(1);
            writer.Text(kind);
            model?.Write(writer);
        }
    }

    [Fact]
    public void WhatATrainerMustReturnIsSaid()
    {
        Assert.Contains("null for part 0", Assert.Throws<ArgumentException>("trainer", () => BaggingClassifier.Fit(Data, (_, _, _) => null!)).Message, StringComparison.Ordinal);
        Assert.Contains("3 features and 2 classes for part 0 of 3 features and 3 classes", Assert.Throws<ArgumentException>("trainer", () => BaggingClassifier.Fit(Data, (_, _, _) => new Always(3, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("trainer", () => BaggingClassifier.Fit(Data, (_, _, _) => new Always(2, 3)));
        Assert.Throws<ArgumentNullException>("trainer", () => BaggingClassifier.Fit(Data, null!));
        Assert.Throws<ArgumentNullException>("data", () => BaggingClassifier.Fit(null!, (_, _, _) => new Always(2, 3)));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => BaggingClassifier.Fit(Data, (_, _, _) => new Always(3, 3), new() { BagCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => BaggingClassifier.Fit(Data, (_, _, _) => new Always(3, 3), new() { DegreeOfParallelism = 0 }));
        Assert.Throws<ArgumentException>("options", () => EasyEnsembleClassifier.Fit(Data, new() { Boosting = null! }));
        Assert.Throws<ArgumentException>("input", () => EasyEnsembleClassifier.Fit(Data, new() { Boosting = new() { EarlyStoppingRounds = 2 } }));
        Assert.Throws<ArgumentException>("input", () => EasyEnsembleClassifier.Fit(Data, null, new() { Validation = TestData.Random(1, 40, 2, 3) }));
    }

    private static ISavedModel Regression { get; } = GradientBoostingRegressor.Fit(Data.WithTargets(new float[90]), new() { Rounds = 1 });

    private static string Refused(string kind, Action<ModelWriter> write)
    {
        var payload = new ModelWriter();
        payload.Integer(0);
        payload.Integer(0);
        write(payload);
        var file = new ModelWriter();
        file.Raw("CWMODEL\x1A"u8);
        file.Integer(1);
        file.Raw(Encoding.ASCII.GetBytes(kind.PadRight(16, '\0')));
        file.Long(payload.Written.Length);
        file.Raw(payload.Written);
        byte[] signed = [.. file.Written, .. SHA256.HashData(file.Written)];
        return Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(signed))).Message;
    }

    private sealed class Always(int features, int classes) : IProbabilisticClassifier
    {
        public int ClassCount => classes;

        public int FeatureCount => features;

        public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => destination.Clear();

        public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
        {
            destination.Clear();
            for (var row = 0; row < data.RowCount; row++)
            {
                destination[row * classes] = 1;
            }
        }
    }
}
