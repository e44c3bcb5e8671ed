namespace Counterweight.Neighbors;

/// <summary>The size of a tile.</summary>
internal static class GridTile
{
    /// <summary>Queries.</summary>
    public const int Queries = 4;

    /// <summary>Registers of candidates.</summary>
    public const int Registers = 2;
}
