using System.Collections.Concurrent;
using Counterweight.Cli.Fitting;
using Counterweight.Training;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Comparison;

/// <summary>
/// Fits each model of a comparison once to a little made-up data, so that its trainer is compiled while the file is being read and
/// times to fit are times to fit. A process does so once for a model.
/// </summary>
internal static class WarmUp
{
    private const int Rows = 600;
    private const int Classes = 5;

    private static readonly ConcurrentDictionary<ModelFamily, bool> Warm = new();

    public static Task Start(IEnumerable<ModelFamily> families, CancellationToken cancellation)
    {
        ModelFamily[] cold = [.. families.Where(family => !Warm.ContainsKey(family))];
        return cold.Length == 0 ? Task.CompletedTask : Task.Run(() => Run(cold, cancellation), cancellation);
    }

    private static void Run(ModelFamily[] families, CancellationToken cancellation)
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
        foreach (var family in families)
        {
            foreach (var model in ComparedModels.Of([new ModelSettings { Family = family }], [("unweighted", ClassWeighting.None), ("balanced", ClassWeighting.Balanced)]))
            {
                model.Fit(data, new FitInput { Cancellation = cancellation }).Predict(data, predicted);
            }

            Warm.TryAdd(family, true);
        }
    }
}
