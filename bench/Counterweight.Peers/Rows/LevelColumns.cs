using System.Globalization;

namespace Counterweight.Peers.Rows;

/// <summary>Columns as people make them of categories before they learn: some numbers, then a column of 0 and 1 for each level of each variable.</summary>
/// <param name="Numbers">Columns of normal numbers, at least 1.</param>
/// <param name="Variables">Variables.</param>
/// <param name="LevelCount">Levels of each, of which the first are the most frequent.</param>
internal sealed record LevelColumns(int Numbers, int Variables, int LevelCount)
{
    public int FeatureCount => Numbers + (Variables * LevelCount);

    /// <summary>The column of a level.</summary>
    public int Column(int variable, int level) => Numbers + (variable * LevelCount) + level;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numbers} numbers, and {Variables} variables with a column of 0 and 1 for each of {LevelCount} levels");
}
