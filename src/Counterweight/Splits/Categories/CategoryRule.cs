using System.Runtime.InteropServices;

namespace Counterweight.Splits.Categories;

/// <summary>Which categories of a node take part in a split, in the units of the histogram.</summary>
/// <param name="MostCategories">Most on the smaller side, at least 1.</param>
/// <param name="MinRowCount">Fewest rows of a category, at least 1.</param>
/// <param name="Smoothing">Added to a category's weight or Hessian.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CategoryRule(int MostCategories, long MinRowCount, double Smoothing);
