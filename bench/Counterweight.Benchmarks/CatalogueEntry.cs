using Counterweight.Reference.Catalog;

namespace Counterweight.Benchmarks;

/// <summary>One kernel at one shape: a row of every table.</summary>
public sealed record CatalogueEntry(KernelCase Case, Shape Shape)
{
    /// <summary>Every kernel of the catalogue at every shape worth timing.</summary>
    public static IEnumerable<CatalogueEntry> All => KernelCatalog.All.SelectMany(Of);

    /// <summary>Bytes of input and output that pass in one call.</summary>
    public double Bytes => Case.BytesPerElement(Shape) * Shape.Elements;

    /// <summary>The case at each of its shapes.</summary>
    public static IEnumerable<CatalogueEntry> Of(KernelCase kernel) =>
        kernel.BenchmarkShapes.Select(shape => new CatalogueEntry(kernel, shape));

    /// <summary>Operands filled as training meets them. No output replaces an input, so that calls can be repeated.</summary>
    public OperandSet CreateOperands()
    {
        var operands = OperandSet.Allocate(Case.Operands(Shape));
        Case.Generate(operands, Shape, InputKind.Ordinary, seed: 1);
        return operands;
    }

    /// <summary><c>binary-cross-entropy float32 65536</c>.</summary>
    public override string ToString() => $"{Case} {Shape}";
}
