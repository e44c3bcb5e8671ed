using Counterweight.Reference.Catalog;
using Counterweight.Reference.Resampling.Over;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>The catalogue as theory data.</summary>
public static class CaseNames
{
    public static TheoryData<string> All => [.. KernelCatalog.All.Select(kernel => kernel.ToString())];

    public static TheoryData<string, InputKind> WithInputs => Of(_ => true);

    /// <summary>Methods that make new rows.</summary>
    public static TheoryData<string, InputKind> ResamplingWithInputs => Of(kernel => kernel is OverSamplingCase);

    /// <summary>All but those.</summary>
    public static TheoryData<string, InputKind> OthersWithInputs => Of(kernel => kernel is not OverSamplingCase);

    private static TheoryData<string, InputKind> Of(Func<KernelCase, bool> isWanted)
    {
        var data = new TheoryData<string, InputKind>();
        foreach (var kernel in KernelCatalog.All.Where(isWanted))
        {
            foreach (var kind in Enum.GetValues<InputKind>())
            {
                data.Add(kernel.ToString(), kind);
            }
        }

        return data;
    }
}
