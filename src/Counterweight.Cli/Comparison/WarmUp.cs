using Counterweight.Cli.Fitting;
using Counterweight.Training;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Comparison;

/// <summary>
/// Fits every model once to a little made-up data, so that the trainers are compiled while the file is being read and
/// times to fit are times to fit.
/// </summary>
internal static class WarmUp
{
    private const int Rows = 600;
    private const int Classes = 5;

    public static Task Start(CancellationToken cancellation) => Task.Run(() => Run(cancellation), cancellation);

    private static void Run(CancellationToken cancellation)
    {
        // One feature of more values than bins, one of few and one of categories, none enough to tell the classes apart.
        var values = new double[3 * Rows];
        var labels = new int[Rows];
        for (var row = 0; row < Rows; row++)
        {
            values[row] = row;
            values[Rows + row] = row % 7;
            values[(2 * Rows) + row] = row * 13 % Classes;
            labels[row] = row * 31 % 97 % Classes;
        }

        string[] names = [.. Enumerable.Range(0, Classes).Select(label => $"{label}")];
        var data = new Dataset(["many", "few", "category"], names, values, labels).WithCategories([null, null, names]);
        var predicted = new int[Rows];
        foreach (var model in ComparedModels.Of([.. ModelFamilies.All.Select(family => new ModelSettings { Family = family })], [("unweighted", ClassWeighting.None), ("balanced", ClassWeighting.Balanced)]))
        {
            model.Fit(data, new FitInput { Cancellation = cancellation }).Predict(data, predicted);
        }
    }
}
