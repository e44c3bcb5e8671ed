using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>The catalogue as theory data.</summary>
public static class CaseNames
{
    public static TheoryData<string> All => [.. KernelCatalog.All.Select(kernel => kernel.ToString())];

    public static TheoryData<string, InputKind> WithInputs
    {
        get
        {
            var data = new TheoryData<string, InputKind>();
            foreach (var kernel in KernelCatalog.All)
            {
                foreach (var kind in Enum.GetValues<InputKind>())
                {
                    data.Add(kernel.ToString(), kind);
                }
            }

            return data;
        }
    }
}
