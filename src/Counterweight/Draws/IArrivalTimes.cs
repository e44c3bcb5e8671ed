namespace Counterweight.Draws;

/// <summary>When categories arrive.</summary>
internal interface IArrivalTimes
{
    /// <summary>Times of the categories from <paramref name="first"/> on; infinite where one never arrives.</summary>
    void Fill(int first, scoped Span<double> times);
}
