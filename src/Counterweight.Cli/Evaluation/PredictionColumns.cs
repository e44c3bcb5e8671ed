using Counterweight.Cli.Columns;
using Counterweight.Cli.Reading;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Evaluation;

/// <summary>Where in a record of predictions is what is needed.</summary>
/// <param name="Names">All columns.</param>
/// <param name="Label">Of the label.</param>
/// <param name="Probabilities">Of the classes' probabilities.</param>
/// <param name="Predicted">Of decisions; −1: there is none.</param>
/// <param name="Weight">Of weights; −1: there is none.</param>
/// <param name="Cost">Of costs; −1: there is none.</param>
/// <param name="Time">Of times; −1: there is none.</param>
internal sealed record PredictionColumns(string[] Names, int Label, int[] Probabilities, int Predicted, int Weight, int Cost, int Time)
{
    /// <summary>Finds them.</summary>
    /// <exception cref="InputException">One is missing, or two have the same name.</exception>
    public static PredictionColumns Find(string[] names, PredictionRequest request, string source, long line)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw FilePlace.Error(source, line, same.Key, "two columns have this name");
        }

        var columns = new NamedColumns(names);
        int Place(string? name, string option)
        {
            var place = name is null ? -1 : columns.Find(name);
            return name is null || place >= 0 ? place : throw FilePlace.Error(source, line, $"{option} '{FilePlace.OneLine(name)}': no such column{Nearest(names, name)}");
        }

        int[] probabilities = [.. Enumerable.Range(0, names.Length).Where(column => names[column].StartsWith(request.Prefix, StringComparison.Ordinal))];
        if (probabilities.Length < 2)
        {
            var found = probabilities.Length == 0 ? "no column begins" : $"only column '{FilePlace.OneLine(names[probabilities[0]])}' begins";
            throw FilePlace.Error(source, line, $"{found} with '{FilePlace.OneLine(request.Prefix)}': each class needs one, of that name and the class (--probabilities PREFIX gives another)");
        }

        var predicted = request.Predicted is null ? Array.IndexOf(names, PredictionRequest.DefaultPredicted) : Place(request.Predicted, "--predicted");
        var all = new PredictionColumns(names, Place(request.Label, "--label"), probabilities, predicted, Place(request.Weight, "--weight-column"), Place(request.Cost, Arguments.CostArguments.Column), Place(request.Time, "--time"));
        if (probabilities.FirstOrDefault(column => string.IsNullOrWhiteSpace(names[column][request.Prefix.Length..]), -1) is >= 0 and var unnamed)
        {
            throw FilePlace.Error(source, line, names[unnamed], $"no class stands after '{FilePlace.OneLine(request.Prefix)}'");
        }

        return all.Fault() is var (column, fault) ? throw FilePlace.Error(source, line, names[column], fault) : all;
    }

    /// <summary>The classes, in the order of their columns.</summary>
    public string[] ClassNames(string prefix) => [.. Probabilities.Select(column => Names[column][prefix.Length..])];

    // What a column is, it cannot be for another purpose too: an evaluation of the label by itself would look perfect.
    private (int Column, string Fault)? Fault()
    {
        (int Place, string Purpose)[] used = [(Label, "be the label"), (Predicted, "hold the decisions"), (Weight, "hold weights"), (Cost, "hold costs"), (Time, "hold times")];
        foreach (var (place, purpose) in used.Where(each => each.Place >= 0))
        {
            if (Probabilities.Contains(place))
            {
                return (place, $"is of probabilities, and cannot {purpose}");
            }

            if ((place == Label || place == Predicted) && used.First(each => each.Place == place) is var first && !string.Equals(first.Purpose, purpose, StringComparison.Ordinal))
            {
                return (place, $"{(place == Label ? "is the label" : "holds the decisions")}, and cannot {purpose}");
            }
        }

        return null;
    }

    private static string Nearest(string[] names, string name) => new NearestName(names).To(name) is { } nearest ? $"; the nearest is '{FilePlace.OneLine(nearest)}'" : "";
}
