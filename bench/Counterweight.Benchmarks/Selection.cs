using Counterweight.Reference.Catalog;

namespace Counterweight.Benchmarks;

/// <summary>Which kernels a command measures.</summary>
internal static class Selection
{
    /// <summary>Entries of the catalogue and of the user loss whose name contains <paramref name="filter"/>, in any case.</summary>
    /// <exception cref="UsageException">No kernel has such a name.</exception>
    public static IReadOnlyList<CatalogueEntry> Of(string? filter)
    {
        KernelCase[] kernels = [.. KernelCatalog.All, UserLossCase.Create()];
        CatalogueEntry[] chosen =
        [
            .. kernels
                .Where(kernel => filter is null || kernel.ToString().Contains(filter, StringComparison.OrdinalIgnoreCase))
                .SelectMany(CatalogueEntry.Of),
        ];
        return chosen.Length > 0
            ? chosen
            : throw new UsageException($"No kernel matches '{filter}'. There are: {string.Join(", ", kernels.Select(kernel => kernel.Name).Distinct(StringComparer.Ordinal))}.");
    }
}
