namespace Counterweight.Training.Data;

/// <summary>Lengths of arrays that are products of sizes, refused before anything is allocated where no array is so long.</summary>
internal static class ArraySize
{
    /// <summary>The product.</summary>
    /// <param name="parameter">The parameter to blame.</param>
    /// <param name="what">What the elements are, for the message.</param>
    /// <param name="sizes">The factors, at least 0 and below 2³² each, three at most.</param>
    /// <exception cref="ArgumentException">No array is so long.</exception>
    public static int Product(string parameter, string what, params ReadOnlySpan<long> sizes)
    {
        Int128 product = 1;
        foreach (var size in sizes)
        {
            product *= size;
        }

        return product <= Array.MaxLength
            ? (int)product
            : throw Require.Misfit($"{string.Join(" × ", sizes.ToArray())} = {product} {what} do not fit into an array, which holds {Array.MaxLength} at most.", parameter);
    }
}
