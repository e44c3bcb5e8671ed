using System.Runtime.InteropServices;
using Counterweight.Cli.Costs;

namespace Counterweight.Cli.Columns.Beside;

/// <summary>What a column that is used beside the features says of each row of a data set.</summary>
/// <param name="Source">The file.</param>
/// <param name="Request">What it is used for.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Values">Its numbers, or times in seconds since 1970; NaN where there is none.</param>
/// <param name="Codes">The distinct text of each row, −1 where it is missing; empty where numbers tell rows apart.</param>
internal sealed record BesideColumn(string Source, BesideRequest Request, string Name, double[] Values, int[] Codes)
{
    /// <summary>The time of each row; a number is one too.</summary>
    /// <exception cref="InputException">A row has none.</exception>
    public double[] Times() => Require(static value => !double.IsNaN(value), "a time or a number");

    /// <summary>A cost of each row.</summary>
    /// <exception cref="InputException">A row has none, or a negative one.</exception>
    public double[] Costs() => Require(static value => value is >= 0 and <= RowCosts.Greatest, "a number of at least 0");

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
        return bad < 0
            ? Values
            : throw new InputException(FormattableString.Invariant($"{Source}: {Request.Option} '{Reading.FilePlace.OneLine(Name)}': row {bad + 1:N0} of those used has {(double.IsNaN(Values[bad]) ? "none" : Values[bad].ToString(System.Globalization.CultureInfo.InvariantCulture))}; each must have {expected}"));
    }
}
