using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Linear;

/// <summary>What the kernels of linear models ask of their operands.</summary>
internal static class LinearChecks
{
    /// <summary>Rows that have features, a class at least, and rows × classes scores.</summary>
    public static void Shapes<T>(RowBlocks<T> rows, int classCount, int scores, string scoresName)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.AtLeast(classCount, 1);
        if (rows.FeatureCount == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), "rows is the default of its type, which has no features.");
        }

        Guard.SameLength(scores, (long)rows.RowCount * classCount, scoresName, "rows · classCount");
    }

    /// <summary>Numbers of parameters: classes × features of weights and one intercept a class.</summary>
    public static long Parameters(int classCount, int featureCount) => classCount * (featureCount + 1L);
}
