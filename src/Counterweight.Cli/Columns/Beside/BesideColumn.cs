using System.Globalization;
using System.Runtime.InteropServices;
using Counterweight.Cli.Costs;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Columns.Beside;

/// <summary>What a column that is used beside the features says of each row of a data set.</summary>
/// <param name="Source">The file.</param>
/// <param name="Request">What it is used for.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Values">Its numbers, or times in seconds since 1970; NaN where there is none.</param>
/// <param name="Codes">The distinct text of each row, −1 where it is missing; empty where numbers tell rows apart.</param>
/// <param name="Cells">Where the rows are in the file, and what is written there.</param>
internal sealed record BesideColumn(string Source, BesideRequest Request, string Name, double[] Values, int[] Codes, BesideCells Cells)
{
    /// <summary>The time of each row; a number is one too.</summary>
    /// <exception cref="InputException">A row has none.</exception>
    public double[] Times() => Require(static value => !double.IsNaN(value), "a time or a number in each row");

    /// <summary>A cost of each row.</summary>
    /// <exception cref="InputException">A row has none, or a negative one.</exception>
    public double[] Costs() => Cells.AreTimes
        ? throw FilePlace.Error(Source, Cells.Line(0), Name, $"the column holds times, and {Request.Option} needs {RowCosts.Range} in each row")
        : Require(RowCosts.IsCost, $"{RowCosts.Range} in each row");

    /// <summary>A number for each group; rows without a group are by themselves.</summary>
    public int[] Groups()
    {
        var numbers = new Dictionary<(int Code, double Value), int>();
        var groups = new int[Values.Length];
        var next = 0;
        for (var row = 0; row < groups.Length; row++)
        {
            var key = Codes.Length > 0 ? (Codes[row], 0.0) : (0, Values[row]);
            var isMissing = Codes.Length > 0 ? Codes[row] < 0 : double.IsNaN(Values[row]);
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var isKnown);
            group = isKnown && !isMissing ? group : next++;
            groups[row] = group;
        }

        return groups;
    }

    private double[] Require(Predicate<double> isValid, string expected)
    {
        var bad = Array.FindIndex(Values, value => !isValid(value));
        if (bad < 0)
        {
            return Values;
        }

        var line = Cells.Line(bad);
        var text = Codes.Length > 0 ? Codes[bad] < 0 ? null : Cells.Texts[Codes[bad]]
            : double.IsNaN(Values[bad]) ? Cells.BadCells.FirstOrDefault(cell => cell.Line == line).Text
            : Values[bad].ToString(CultureInfo.InvariantCulture);
        throw FilePlace.Error(Source, line, Name, $"{(text is null ? "a missing value" : $"'{FilePlace.OneLine(text)}'")}, and {Request.Option} needs {expected}");
    }
}
