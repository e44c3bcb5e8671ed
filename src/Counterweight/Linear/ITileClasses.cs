namespace Counterweight.Linear;

/// <summary>How many classes a tile has: a type, so that loops are compiled for each number.</summary>
internal interface ITileClasses
{
    /// <summary>1 … 4.</summary>
    static abstract int Count { get; }
}
