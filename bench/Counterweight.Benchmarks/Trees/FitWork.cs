using Counterweight.Benchmarks.Timing;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;

namespace Counterweight.Benchmarks.Trees;

/// <summary>A fit of one of our trainers.</summary>
internal sealed class FitWork : ServedTreeWork
{
    private readonly Dataset training;
    private readonly Dataset test;
    private readonly Func<int, IClassifier> fit;
    private readonly HashSet<int> warm = [];
    private IClassifier? model;

    public FitWork(TreeRequest request)
    {
        var trainer = Trainers.Read(request);
        var featureCount = request.Positive("features");
        var classCount = request.Positive("classes");
        request.RefuseOthers();
        var labels = RawArray.Read<int>(request.Directory, "y.i32");
        training = Read(request.Directory, "x.f32", featureCount, classCount, labels);
        var testValues = RawArray.Read<float>(request.Directory, "x_test.f32");
        test = Read(request.Directory, "x_test.f32", featureCount, classCount, new int[testValues.Length / featureCount]);
        fit = trainer(training);
    }

    public override double Seconds(int threads, TimeSpan budget, Clock clock)
    {
        if (warm.Add(threads))
        {
            fit(threads);
        }

        // The garbage of the fit before is not this one's.
        model = null;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = clock.Seconds();
        model = fit(threads);
        return clock.Seconds() - start;
    }

    public override void WriteResults(string directory)
    {
        if (model is null)
        {
            return;
        }

        var predicted = new int[test.RowCount];
        model.Predict(test, predicted);
        RawArray.Write<int>(directory, "predicted.i32", predicted);
        if (model is DecisionTreeClassifier tree)
        {
            var leaves = new int[training.RowCount];
            tree.FindLeaves(training, leaves);
            RawArray.Write<int>(directory, "leaves.i32", leaves);
        }
        else if (model is GradientBoostingClassifier boosting)
        {
            var scores = new double[test.RowCount * boosting.Model.OutputCount];
            boosting.Model.PredictScores(test, scores);
            RawArray.Write<double>(directory, "scores.f64", scores);
        }
    }

    private static Dataset Read(string directory, string name, int featureCount, int classCount, int[] labels)
    {
        var values = RawArray.Read<float>(directory, name, (long)featureCount * labels.Length);
        return new Dataset(Names(featureCount), Names(classCount), values, labels);
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(number => $"{number}")];
}
