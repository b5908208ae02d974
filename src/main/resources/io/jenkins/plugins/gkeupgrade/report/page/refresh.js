/* Asks again and again while there is more to come and somebody looks. */
(function () {
  "use strict";

  /* A page that is slow to get is asked for less often: the server and the browser spend a tenth of the time on it. */
  const SHARE = 10;
  /* While asking fails, the breaks become longer, up to this many times the usual one. */
  const LONGEST = 12;

  /*
   * ask: asks once and shows the answer; promises whether there may be more.
   * failed(problem): told when that was not possible; it is tried again.
   * pause: milliseconds from an answer to the next question.
   */
  function refresh(ask, failed, pause) {
    let more = true;
    let asking = false;
    let failures = 0;
    let due = 0;
    let timer;

    async function look() {
      const begin = performance.now();
      asking = true;
      try {
        more = await ask();
        failures = 0;
      } catch (problem) {
        failures++;
        failed(problem);
      }
      asking = false;
      const slow = (performance.now() - begin) * SHARE;
      due = performance.now() + Math.max(slow, pause * Math.min(2 ** failures, LONGEST));
      plan();
    }

    function plan() {
      clearTimeout(timer);
      if (more && !asking && !document.hidden) {
        timer = setTimeout(look, Math.max(0, due - performance.now()));
      }
    }

    document.addEventListener("visibilitychange", plan);
    return look();
  }

  window.gkeUpgrade.refresh = refresh;
})();
