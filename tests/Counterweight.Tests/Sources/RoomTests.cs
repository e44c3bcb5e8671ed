using Xunit;

namespace Counterweight.Tests.Sources;

/// <summary>Files live where the first paragraph of ARCHITECTURE.md says.</summary>
[Trait("Registers", "any")]
public sealed class RoomTests
{
    private static readonly (string Path, string Text)[] Planned =
    [
        ("House/Contract.cs", "namespace House; public interface Contract;"),
        ("House/Core/Work/Team.cs", "namespace House.Core.Work; struct Team : Contract;"),
        ("House/Core/Simd/Vector512Block.cs", "namespace House.Core.Simd; struct Vector512Block<T>;"),
        ("House/Core/Simd/BlockDispatch.cs", "namespace House.Core.Simd; static class BlockDispatch { static Vector512Block<float> block; }"),
        ("House/Core/Work/CoreLoop.cs", "namespace House.Core.Work; struct CoreLoop;"),
        ("House/Splits/ScanLoop.cs", "using House.Core.Work; namespace House.Splits; struct ScanLoop { Team team; CoreLoop loop; }"),
        ("House/Splits/Search.cs", "namespace House.Splits; public class Search { ScanLoop loop; }"),
        ("House/Splits/Exact/ExactJob.cs", "namespace House.Splits.Exact; struct ExactJob { ScanLoop loop; }"),
        ("House/Binning/Mapper.cs", "using House.Splits; namespace House.Binning; public class Mapper { Search search; }"),
    ];

    [Fact]
    public void EveryFileOfTheKernelsIsInItsRoom() =>
        Assert.Empty(Rooms.Violations(Compilations.OfFolder("Counterweight"), "Counterweight"));

    [Fact]
    public void AHouseInOrderHasNoViolation() => Assert.Empty(Rooms.Violations(Compilations.OfTexts(Planned), "House"));

    [Theory]
    [InlineData("House/Core/Sums/Sum.cs", "using House.Splits; namespace House.Core.Sums; struct Sum { Search search; }", "House/Core/Sums/Sum.cs: Core names Search of Splits")]
    [InlineData("House/Core/Sums/Sum.cs", "namespace House.Core.Sums; struct Sum { House.Splits.Search search; }", "House/Core/Sums/Sum.cs: Core names Search of Splits")]
    [InlineData("House/Splits/Sides.cs", "namespace House.Histograms; struct Sides;", "House/Splits/Sides.cs: namespace House.Histograms, not House.Splits")]
    [InlineData("House/Splits/Exact/Sides.cs", "namespace House.Splits; struct Sides;", "House/Splits/Exact/Sides.cs: namespace House.Splits, not House.Splits.Exact")]
    [InlineData("House/Binning/Bins.cs", "using House.Splits; namespace House.Binning; class Bins { ScanLoop loop; }", "House/Binning/Bins.cs: ScanLoop is used outside Splits")]
    [InlineData("House/Splits/Run.cs", "using House.Splits.Exact; namespace House.Splits; class Run { object x = new ExactJob(); }", "House/Splits/Run.cs: ExactJob is used outside Splits/Exact")]
    [InlineData("House/Binning/Bins.cs", "namespace House.Binning; class Bins { System.Collections.Generic.List<House.Splits.ScanLoop[]> loops; }", "House/Binning/Bins.cs: ScanLoop is used outside Splits")]
    [InlineData("House/Splits/Run.cs", "using House.Core.Simd; namespace House.Splits; class Run { Vector512Block<double> block; }", "House/Splits/Run.cs: Vector512Block is chosen outside Core/Simd")]
    [InlineData("House/Core/Sums/Run.cs", "using House.Core.Simd; namespace House.Core.Sums; class Run { Vector512Block<double> block; }", "House/Core/Sums/Run.cs: Vector512Block is chosen outside Core/Simd")]
    public void AFileInTheWrongRoomIsFound(string path, string text, string violation) =>
        Assert.Equal(violation, Assert.Single(Rooms.Violations(Compilations.OfTexts([.. Planned, (path, text)]), "House")));
}
