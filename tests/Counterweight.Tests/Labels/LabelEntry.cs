namespace Counterweight.Tests.Labels;

/// <summary>A call of a public method that takes labels of either type, on fixed data.</summary>
/// <param name="Name">Type and method.</param>
/// <param name="Classes">Classes of the labels.</param>
/// <param name="Ints">The call with ints; what it returns is part of the outcome.</param>
/// <param name="Longs">The same with longs.</param>
internal sealed record LabelEntry(string Name, int Classes, Func<int[], object> Ints, Func<long[], object> Longs)
{
    /// <summary>All that it writes.</summary>
    public Array[] Outputs { get; init; } = [];

    /// <summary>Whether some rows have the label −100, which is ignored.</summary>
    public bool Ignores { get; init; }

    /// <summary>The parameter that the labels are: they may be the answers.</summary>
    public string Column { get; init; } = "labels";

    /// <summary>What an object that rows are added to says of them.</summary>
    public Func<object> Added { get; init; } = () => 0;

    /// <summary>What the outputs hold, and what has been added.</summary>
    public string State => string.Join('|', [Added(), .. Outputs.Select(output => string.Join(',', output.Cast<object>()))]);
}
