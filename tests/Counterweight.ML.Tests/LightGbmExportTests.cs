using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Interchange;
using Microsoft.ML;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>Boosting that ML.NET reads by LightGBM's file, and then saves and loads as a model of its own.</summary>
public sealed class LightGbmExportTests
{
    // Sums are doubles there too, rounded to float at the end.
    private const double SingleStep = 1.0 / (1 << 23);

    [Fact]
    public void ScoresOfTwoClassesAreOurs()
    {
        var context = Views.Context();
        var view = Views.Pima(context);
        var ours = context.BinaryClassification.Trainers.GradientBoosting(options: new() { Rounds = 30, Weighting = ClassWeighting.Balanced }).Fit(view);
        using var file = Exported(ours);
        var theirs = context.BinaryClassification.Trainers.LightGbm(file, "Features").Fit(view);
        var (expected, actual) = (ours.Transform(view), theirs.Transform(view));
        Assert.All(Views.Column<float>(expected, "Score").Zip(Views.Column<float>(actual, "Score")), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) * SingleStep));
        Assert.Equal(Views.Column<bool>(expected, "PredictedLabel"), Views.Column<bool>(actual, "PredictedLabel"));
        Assert.Equal(Views.Column<float>(actual, "Score"), Views.Column<float>(Reloaded(context, theirs, view).Transform(view), "Score"));

        // Its own probability is that of half of the score.
        Assert.All(Views.Column<float>(actual, "Score").Zip(Views.Column<float>(actual, "Probability")), pair => Assert.Equal(1 / (1 + Math.Exp(-pair.First / 2)), pair.Second, 1e-6));
    }

    [Fact]
    public void ScoresOfSeveralClassesAreOurProbabilities()
    {
        var context = Views.Context();
        var view = Views.KeyedGlass(context);
        var ours = context.MulticlassClassification.Trainers.GradientBoosting(options: new() { Rounds = 20 }).Fit(view);
        using var file = Exported(ours);
        var theirs = context.MulticlassClassification.Trainers.LightGbm(file, "Features").Fit(view);
        var (expected, actual) = (Views.Column<float[]>(ours.Transform(view), "Score"), Views.Column<float[]>(theirs.Transform(view), "Score"));
        Assert.All(expected.Zip(actual), pair => Assert.All(pair.First.Zip(pair.Second), score => Assert.Equal(score.First, score.Second, 1e-6)));
        Assert.Equal(actual, Views.Column<float[]>(Reloaded(context, theirs, view).Transform(view), "Score"));
    }

    private static MemoryStream Exported(ClassifierTransformer model)
    {
        var file = new MemoryStream();
        LightGbmFile.Save(Assert.IsType<GradientBoostingClassifier>(model.Classifier), file);
        file.Position = 0;
        return file;
    }

    private static ITransformer Reloaded(MLContext context, ITransformer model, IDataView view)
    {
        using var file = new MemoryStream();
        context.Model.Save(model, view.Schema, file);
        file.Position = 0;
        return context.Model.Load(file, out _);
    }
}
