using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>A correction is saved with the classifier that it corrects.</summary>
public sealed class PriorCorrectedSavingTests
{
    private static readonly Dataset Data = TestData.Random(72, 90, 3, 3);

    [Fact]
    public void AnyModelIsSavedWithItsCorrection()
    {
        foreach (var trainer in Trainers.OfClasses)
        {
            var model = new PriorCorrectedClassifier((IProbabilisticClassifier)Trainers.Fit(trainer, Data), [5, 0, 2], [1, 1, 4]);
            var bytes = TestData.Saved(model);
            var loaded = ModelFile.Load<PriorCorrectedClassifier>(new MemoryStream(bytes)).Model;
            Assert.Equal(model.LogRatios.ToArray(), loaded.LogRatios.ToArray());
            Assert.Equal(model.Classifier.GetType(), loaded.Classifier.GetType());
            Assert.Equal(Trainers.Say(model, Data), Trainers.Say(loaded, Data));
            Assert.Equal(TestData.Predict(model, Data), TestData.Predict(loaded, Data));
            Assert.Equal(bytes, TestData.Saved(loaded));
        }
    }

    [Fact]
    public void NamesOfCategoriesAreThoseOfTheClassifier()
    {
        var data = Data.WithCategories([null, ["a", "b", "c", "d", "e", "f"], null]);
        var model = new PriorCorrectedClassifier(LogisticRegressionClassifier.Fit(data), [1, 2, 3]);
        var loaded = ModelFile.Load<PriorCorrectedClassifier>(new MemoryStream(TestData.Saved(model, ModelSchema.Of(data))));
        Assert.Equal(Trainers.Say(model, data), Trainers.Say(loaded.Model, data));
        Assert.Equal(["a", "b", "c", "d", "e", "f"], loaded.Schema.Features[1].Categories!);
        Assert.Equal(2, BitConverter.ToInt32(TestData.Saved(model), 8));
        Assert.Throws<ArgumentException>("schema", () => TestData.Saved(model, ModelSchema.Of(Data)));
        var tree = new PriorCorrectedClassifier(DecisionTreeClassifier.Fit(Data), [1, 2, 3]);
        Assert.Equal(1, BitConverter.ToInt32(TestData.Saved(tree), 8));
        Assert.Throws<ArgumentException>("schema", () => TestData.Saved(tree, ModelSchema.Of(data)));
    }

    [Fact]
    public void BagsOfCorrectionsAndCorrectionsOfThemAreSaved()
    {
        var bags = BaggingClassifier.Fit(Data, (rows, _, input) => new PriorCorrectedClassifier(DecisionTreeClassifier.Fit(rows, null, input), [1, 1, 2]), new() { BagCount = 2 });
        var model = new PriorCorrectedClassifier(new PriorCorrectedClassifier(bags, [1, 2, 3]), [4, 1, 1]);
        var loaded = ModelFile.Load(new MemoryStream(TestData.Saved(model))).Model;
        Assert.Equal(Trainers.Say(model, Data), Trainers.Say(loaded, Data));
    }

    [Fact]
    public void CorrectionsOfCorrectionsAreSavedToALimit()
    {
        IProbabilisticClassifier model = DecisionTreeClassifier.Fit(Data);
        for (var depth = 0; depth < 8; depth++)
        {
            model = new PriorCorrectedClassifier(model, [1, 2, 3]);
        }

        var bytes = TestData.Saved((ISavedModel)model);
        Assert.Equal(bytes, TestData.Saved(ModelFile.Load(new MemoryStream(bytes)).Model));
        var error = Assert.Throws<ArgumentException>("model", () => TestData.Saved(new PriorCorrectedClassifier(model, [1, 2, 3])));
        Assert.StartsWith("the classifier is 9 models deep; at most 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACorrectionOfOnesOwnClassifierIsNotSaved()
    {
        var error = Assert.Throws<ArgumentException>("model", () => TestData.Saved(new PriorCorrectedClassifier(new Even(), [1, 2, 3])));
        Assert.StartsWith("the classifier is a Even; only models of this library can be saved.", error.Message, StringComparison.Ordinal);
    }

    private sealed class Even : IProbabilisticClassifier
    {
        public int ClassCount => 3;

        public int FeatureCount => 3;

        public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => destination.Clear();

        public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1) => destination.Fill(1 / 3.0);
    }
}
